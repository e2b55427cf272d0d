namespace TorchSharp.Reference;

/// <summary>The words before a member's name, and what they mean for how it is written.</summary>
internal sealed record Modifiers(string Text, string Rest)
{
    private static readonly string[] Words = ["static", "protected", "internal", "virtual", "override", "abstract", "sealed", "const", "readonly"];

    internal bool IsAbstract => Text.Contains("abstract", StringComparison.Ordinal);

    internal bool IsOverride => Text.Contains("override", StringComparison.Ordinal);

    /// <summary>The modifiers with the accessibility that the record leaves out.</summary>
    internal string Spelled => Text.Contains("protected", StringComparison.Ordinal) ? Text : "public " + Text;

    internal static Modifiers Split(string text)
    {
        int end = 0;
        while (Words.FirstOrDefault(word => text.AsSpan(end).StartsWith(word + " ", StringComparison.Ordinal)) is { } found) end += found.Length + 1;
        return new Modifiers(text[..end], text[end..]);
    }
}

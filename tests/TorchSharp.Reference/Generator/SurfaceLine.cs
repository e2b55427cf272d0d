namespace TorchSharp.Reference;

/// <summary>One recorded line, "Declaring.Type [kind] text", taken apart.</summary>
internal sealed record SurfaceLine(string DeclaringType, string Kind, string Text, bool IsObsolete)
{
    private const string Obsolete = " [Obsolete]";

    internal static SurfaceLine Parse(string line)
    {
        int open = line.IndexOf(" [", StringComparison.Ordinal);
        int close = open < 0 ? -1 : line.IndexOf("] ", open, StringComparison.Ordinal);
        if (close < 0) throw new FormatException($"Expected 'Type [kind] text', found '{line}'.");
        bool obsolete = line.EndsWith(Obsolete, StringComparison.Ordinal);
        string text = line[(close + 2)..];
        return new SurfaceLine(line[..open], line[(open + 2)..close], obsolete ? text[..^Obsolete.Length] : text, obsolete);
    }
}

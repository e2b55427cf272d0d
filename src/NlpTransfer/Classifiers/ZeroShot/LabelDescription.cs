namespace NlpTransfer.Classifiers;

/// <summary>A label in words.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Text">What texts with the label are about, as a phrase or as an example of such a text.</param>
public sealed record LabelDescription(string Label, string Text)
{
    /// <summary>Reads <c>label: description</c>; a label alone describes itself.</summary>
    /// <exception cref="FormatException">Label or description is empty.</exception>
    public static LabelDescription Parse(string text)
    {
        var parts = text.Split(':', 2, StringSplitOptions.TrimEntries);
        if (parts.Any(p => p.Length == 0)) throw new FormatException($"Expected 'label: description', or a label that says what it means, found '{text}'.");
        return new(parts[0], parts[^1]);
    }
}

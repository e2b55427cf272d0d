namespace NlpTransfer.Data;

/// <summary>Labels out of a field.</summary>
internal static class LabelFields
{
    public static IReadOnlyList<string> Split(string field, string? separator)
    {
        if (separator is not null)
            return [.. field.Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];
        var label = field.Trim();
        return label.Length == 0 ? [] : [label];
    }

    /// <summary>The label for a message. A wrong column chosen as the label would print texts: a label that long is not one.</summary>
    public static string Shown(string label) => label.Length <= 40 ? $"'{label}'" : $"(a value of {label.Length} characters)";
}

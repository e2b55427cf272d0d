namespace NlpTransfer.Training;

/// <summary>Which of two labels is the one that people look for, where the names say so.</summary>
internal static class PositiveLabels
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "spam", "junk", "positive", "pos", "yes", "true", "1", "+", "toxic", "fraud", "phishing", "relevant", "label_1",
    };

    /// <summary>The label, or null when neither or both are called so.</summary>
    public static string? Find(IReadOnlyList<string> labelNames)
    {
        var found = labelNames.Where(Names.Contains).ToArray();
        return found.Length == 1 ? found[0] : null;
    }
}

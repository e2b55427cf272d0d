namespace NlpTransfer.Cli;

/// <summary>The library's data errors name its own properties as the remedy; here the options that set them.</summary>
internal static class DataFaultWords
{
    private static readonly (string Property, string Option)[] Words =
    [
        ("HasHeader to false", "--no-header"),
        ("OnCorrupt to Drop", "--on-corrupt drop"),
        ("TextPairColumn", "--text-pair-column"),
        ("TextColumn", "--text-column"),
        ("LabelSeparator", "--label-separator"),
        ("LabelColumn", "--label-column"),
        ("GroupColumn", "--group-column"),
        ("Delimiter", "--delimiter"),
        ("Encoding", "--encoding"),
        ("Preset", "--preset"),
    ];

    /// <summary>The message in the words of the command line.</summary>
    public static string Translate(string message) =>
        Words.Aggregate(message, (text, word) => text.Replace(word.Property, word.Option, StringComparison.Ordinal));
}

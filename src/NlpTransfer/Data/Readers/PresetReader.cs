namespace NlpTransfer.Data;

/// <summary>Reads the data sets of <see cref="DataPresets"/>.</summary>
internal static class PresetReader
{
    public static IEnumerable<RawRow> Read(string path, TextDataOptions options, CancellationToken cancellation) => options.Preset switch
    {
        DataPresets.SmsSpam => LineFiles.ReadSms(path, options),
        DataPresets.Trec => LineFiles.ReadTrec(path, options),
        DataPresets.RtPolarity => LineFiles.ReadPolarity(path, options),
        DataPresets.TwentyNewsgroups => FileTreeReader.Read(path, Newsgroups, options, cancellation),
        DataPresets.SpamAssassin => FileTreeReader.Read(path, SpamAssassin, options, cancellation),
        DataPresets.Imdb => FileTreeReader.Read(path, Imdb(options.Part ?? "train"), options, cancellation),
        _ => throw new ArgumentException($"Unknown preset '{options.Preset}'.", nameof(options)),
    };

    private static FileLayout Newsgroups { get; } =
        new(FileLayout.LastFolder, (_, bytes, options) => new(AfterFirstEmptyLine(FileText.OfPlainText(bytes, options.Encoding ?? "latin-1").Text)));

    private static FileLayout SpamAssassin { get; } = new(HamOrSpam, (_, bytes, _) => FileText.OfEmail(bytes));

    // Ratings lie at the ends of the scale, so the folders pos and neg are the labels; train/unsup has none.
    private static FileLayout Imdb(string part) => new(
        name => name.Split('/') is [.., var folder, var label, _] && folder == part && label is "pos" or "neg" && name.EndsWith(".txt", StringComparison.Ordinal) ? LabelOfReview(name) : null,
        (_, bytes, options) => FileText.OfPlainText(bytes, options.Encoding));

    private static string? LabelOfReview(string name) => FileLayout.LastFolder(name);

    // The npm package puts a .json beside every .txt; the original archives hold a file "cmds".
    private static string? HamOrSpam(string name)
    {
        if (name.EndsWith(".json", StringComparison.Ordinal) || name.EndsWith("/cmds", StringComparison.Ordinal)) return null;
        var folder = FileLayout.LastFolder(name) ?? "";
        return folder.Contains("spam", StringComparison.OrdinalIgnoreCase) ? "spam"
            : folder.Contains("ham", StringComparison.OrdinalIgnoreCase) ? "ham" : null;
    }

    private static string AfterFirstEmptyLine(string text)
    {
        var normalised = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        var end = normalised.IndexOf("\n\n", StringComparison.Ordinal);
        return end < 0 ? normalised : normalised[(end + 2)..];
    }
}

namespace NlpTransfer.Data;

/// <summary>Files with one example a line.</summary>
internal static class LineFiles
{
    /// <summary>Texts without labels.</summary>
    public static IEnumerable<RawRow> ReadUnlabelled(string path, TextDataOptions options) =>
        Read(path, options.Encoding, (line, source) => new RawRow(line, null, null, null, source));

    /// <summary><c>ham TAB text</c>.</summary>
    public static IEnumerable<RawRow> ReadSms(string path, TextDataOptions options) =>
        Read(path, options.Encoding, (line, source) => Divided(line, '\t', source, "a label, a tab and a text"));

    /// <summary><c>DESC:manner How did ...</c>: the coarse label is the class.</summary>
    public static IEnumerable<RawRow> ReadTrec(string path, TextDataOptions options) =>
        Read(PartOfTrec(path, options.Part), options.Encoding ?? "latin-1", (line, source) =>
        {
            var row = Divided(line, ' ', source, "COARSE:fine, a space and a question");
            var colon = row.Labels![0].IndexOf(':');
            return colon > 0 ? row with { Labels = [row.Labels[0][..colon]] } : throw Unlike(source, "COARSE:fine, a space and a question");
        });

    /// <summary>One file a class.</summary>
    public static IEnumerable<RawRow> ReadPolarity(string path, TextDataOptions options)
    {
        if (!Directory.Exists(path))
            throw new DatasetException("expected the folder that holds rt-polarity.pos and rt-polarity.neg. Pass the folder, not a file.", path);
        foreach (var label in (string[])["neg", "pos"])
        {
            var file = Path.Combine(path, "rt-polarity." + label);
            foreach (var row in Read(file, options.Encoding ?? "windows-1252", (line, source) => new RawRow(line.Trim(' '), null, [label], null, source)))
                yield return row;
        }
    }

    private static IEnumerable<RawRow> Read(string path, string? encoding, Func<string, ExampleSource, RawRow> parse)
    {
        using var reader = InputFile.OpenText(path, encoding);
        long row = 0;
        foreach (var line in LineReader.Lines(reader)) yield return parse(line, new ExampleSource(path, ++row));
    }

    private static RawRow Divided(string line, char separator, ExampleSource source, string expected)
    {
        var at = line.IndexOf(separator);
        if (at <= 0) throw Unlike(source, expected);
        return new RawRow(line[(at + 1)..], null, [line[..at].Trim()], null, source);
    }

    private static DatasetException Unlike(ExampleSource source, string expected) =>
        new($"expected {expected}, found a line without. Choose the preset that fits the file, or none.", source.File, source.Row);

    private static string PartOfTrec(string path, string? part)
    {
        if (!Directory.Exists(path)) return path;
        return part switch
        {
            null or "train" => Path.Combine(path, "train_5500.label"),
            "test" => Path.Combine(path, "TREC_10.label"),
            _ => throw new DatasetException($"TREC has the parts 'train' and 'test', not '{part}'. Set Part to one of these.", path),
        };
    }
}

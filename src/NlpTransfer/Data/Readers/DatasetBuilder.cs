namespace NlpTransfer.Data;

/// <summary>Applies the policies to raw rows, counts what it finds, and ends in a <see cref="TextDataset"/>.</summary>
internal sealed class DatasetBuilder(string path, TextDataOptions options)
{
    private readonly List<TextExample> examples = [];
    private readonly HashSet<TextExample> seenRows = new(SameRow.Instance);
    private readonly Dictionary<(string Text, string? Pair), TextExample> seenTexts = [];
    private readonly HashSet<string>? known = options.LabelNames?.ToHashSet(StringComparer.Ordinal);
    private readonly FaultTally tally = new();
    private long rowsRead;
    private string? lastFile;
    private int files;
    private int dropped;
    private bool stopped;

    /// <summary>False when no further row is wanted.</summary>
    public bool Add(RawRow row)
    {
        if (examples.Count == options.MaxRows)
        {
            stopped = true;
            return false;
        }
        rowsRead++;
        if (row.Source.File != lastFile) (lastFile, files) = (row.Source.File, files + 1);
        var example = Checked(row);
        if (example is null) dropped++;
        else examples.Add(example);
        return true;
    }

    public TextDataset Build()
    {
        if (rowsRead == 0) throw new DatasetException("expected at least one row, found none. Check the path, the format and the header.", path);
        return TextDataset.Create([.. examples], options.LabelNames, new DatasetReport
        {
            Files = files,
            RowsRead = rowsRead,
            EmptyTexts = tally[nameof(DatasetReport.EmptyTexts)],
            MissingLabels = tally[nameof(DatasetReport.MissingLabels)],
            UnknownLabels = tally[nameof(DatasetReport.UnknownLabels)],
            BrokenEncodings = tally[nameof(DatasetReport.BrokenEncodings)],
            Duplicates = tally[nameof(DatasetReport.Duplicates)],
            Contradictions = tally[nameof(DatasetReport.Contradictions)],
            UnknownCharsets = tally[nameof(DatasetReport.UnknownCharsets)],
            DamagedEmails = tally[nameof(DatasetReport.DamagedEmails)],
            Dropped = dropped,
            StoppedAtMaxRows = stopped,
            FirstPlaces = tally.FirstPlaces,
        });
    }

    private TextExample? Checked(RawRow row)
    {
        if (row.Faults.HasFlag(RowFaults.UnknownCharset)) tally.Count(nameof(DatasetReport.UnknownCharsets), row.Source);
        if (row.Faults.HasFlag(RowFaults.DamagedEmail)) tally.Count(nameof(DatasetReport.DamagedEmails), row.Source);
        var repaired = CheckEncoding(row);
        if (repaired is null || !CheckText(repaired.Value)) return null;
        var labels = CheckLabels(repaired.Value);
        if (labels is null) return null;
        var example = new TextExample(repaired.Value.Text, repaired.Value.TextPair, labels, repaired.Value.Group, row.Source);
        return CheckDuplicate(example) ? example : null;
    }

    private RawRow? CheckEncoding(RawRow row)
    {
        var column = IsBroken(row.Text) ? options.TextColumn
            : IsBroken(row.TextPair) ? options.TextPairColumn
            : row.Labels?.Any(IsBroken) == true ? options.LabelColumn
            : IsBroken(row.Group) ? options.GroupColumn : null;
        if (column is null) return row;
        var keep = Decide(options.OnBrokenEncoding, nameof(DatasetReport.BrokenEncodings), row.Source, column,
            $"expected text in {options.Encoding ?? "UTF-8"}, found bytes that are none. Set Encoding (for example latin-1 or windows-1252), or OnBrokenEncoding to Keep or Drop.");
        return keep ? Repaired(row) : null;
    }

    private bool CheckText(RawRow row) =>
        !string.IsNullOrWhiteSpace(row.Text)
        || Decide(options.OnEmptyText, nameof(DatasetReport.EmptyTexts), row.Source, options.TextColumn,
            "expected a text, found an empty one. Fill it in, or set OnEmptyText to Keep or Drop.");

    private IReadOnlyList<string>? CheckLabels(RawRow row)
    {
        if (row.Labels is null) return [];
        if (row.Labels.Count == 0)
            return Decide(options.OnMissingLabel, nameof(DatasetReport.MissingLabels), row.Source, options.LabelColumn,
                "expected a label, found none. Fill it in, set OnMissingLabel to Keep or Drop, or LabelColumn to null for unlabelled data.") ? [] : null;
        var unknown = known is null ? null : row.Labels.FirstOrDefault(l => !known.Contains(l));
        if (unknown is null) return row.Labels;
        var kept = Decide(options.OnUnknownLabel, nameof(DatasetReport.UnknownLabels), row.Source, options.LabelColumn,
            $"expected one of the labels {string.Join(", ", options.LabelNames!.Take(20))}, found {LabelFields.Shown(unknown)}.{NameSuggestion.DidYouMean(unknown, options.LabelNames!)} Correct it, or set OnUnknownLabel to Keep or Drop.");
        return kept ? [.. row.Labels.Where(known!.Contains)] : null;
    }

    private bool CheckDuplicate(TextExample example)
    {
        if (!seenRows.Add(example))
            return Decide(options.OnDuplicate, nameof(DatasetReport.Duplicates), example.Source, null,
                "expected rows that differ, found one equal to an earlier row in text and labels. Remove it, or set OnDuplicate to Keep or Drop.");
        if (!seenTexts.TryAdd((example.Text, example.TextPair), example)) tally.Count(nameof(DatasetReport.Contradictions), example.Source);
        return true;
    }

    private bool Decide(RowPolicy policy, string fault, ExampleSource source, string? column, string message)
    {
        tally.Count(fault, source);
        if (policy == RowPolicy.Fail) throw new DatasetException(message, Place(source.File), source.Row, column);
        return policy == RowPolicy.Keep;
    }

    // Inside a folder or an archive a source names the member only; the message needs the whole way.
    private string Place(string file) => path.EndsWith(file, StringComparison.Ordinal) ? path : Path.Combine(path, file);

    private static bool IsBroken(string? field) => field?.Contains(TextEncodings.BrokenMark) == true;

    private static RawRow Repaired(RawRow row) => row with
    {
        Text = Repaired(row.Text)!,
        TextPair = Repaired(row.TextPair),
        Labels = row.Labels is null ? null : [.. row.Labels.Select(l => Repaired(l)!)],
        Group = Repaired(row.Group),
    };

    private static string? Repaired(string? field) => field?.Replace(TextEncodings.BrokenMark, '\uFFFD');
}

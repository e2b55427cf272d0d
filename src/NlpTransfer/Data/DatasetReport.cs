namespace NlpTransfer.Data;

/// <summary>What was counted while reading, before any policy took a row away. Holds places, never texts.</summary>
public sealed record DatasetReport
{
    /// <summary>Files opened.</summary>
    public int Files { get; init; }

    /// <summary>Rows seen, whatever became of them.</summary>
    public long RowsRead { get; init; }

    /// <summary>Rows that became examples.</summary>
    public int Examples { get; init; }

    /// <summary>Examples of each label, in the order of <see cref="TextDataset.LabelNames"/>.</summary>
    public IReadOnlyDictionary<string, int> LabelCounts { get; init; } = new Dictionary<string, int>();

    /// <summary>Rows whose text is nothing but white space.</summary>
    public int EmptyTexts { get; init; }

    /// <summary>Rows with a label column and nothing in it.</summary>
    public int MissingLabels { get; init; }

    /// <summary>Rows with a label outside <see cref="TextDataOptions.LabelNames"/>.</summary>
    public int UnknownLabels { get; init; }

    /// <summary>Rows with bytes that are no text in the encoding.</summary>
    public int BrokenEncodings { get; init; }

    /// <summary>Rows equal to an earlier one in text, pair and labels.</summary>
    public int Duplicates { get; init; }

    /// <summary>Rows equal to an earlier one in text and pair, but with other labels.</summary>
    public int Contradictions { get; init; }

    /// <summary>E-mails with a character set that is not known; they were read as Windows-1252.</summary>
    public int UnknownCharsets { get; init; }

    /// <summary>E-mails with damaged structure (a part without its end, broken base64, too deep), read as far as they go.</summary>
    public int DamagedEmails { get; init; }

    /// <summary>Rows left out by a policy.</summary>
    public int Dropped { get; init; }

    /// <summary>Whether reading ended at <see cref="TextDataOptions.MaxRows"/>.</summary>
    public bool StoppedAtMaxRows { get; init; }

    /// <summary>The first five places of each fault, by the name of its count (for example <c>EmptyTexts</c>).</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ExampleSource>> FirstPlaces { get; init; } =
        new Dictionary<string, IReadOnlyList<ExampleSource>>();

    /// <summary>One sentence a fault that was found, with its first places; empty when the data is clean.</summary>
    public IReadOnlyList<string> Remarks()
    {
        var remarks = new List<string>();
        Remark(remarks, nameof(EmptyTexts), EmptyTexts, "with an empty text");
        Remark(remarks, nameof(MissingLabels), MissingLabels, "without a label");
        Remark(remarks, nameof(UnknownLabels), UnknownLabels, "with a label that is not in the list");
        Remark(remarks, nameof(BrokenEncodings), BrokenEncodings, "with bytes that are no text in the encoding");
        Remark(remarks, nameof(Duplicates), Duplicates, "equal to an earlier row");
        Remark(remarks, nameof(Contradictions), Contradictions, "with the text of an earlier row but another label");
        Remark(remarks, nameof(UnknownCharsets), UnknownCharsets, "in an unknown character set, read as Windows-1252");
        Remark(remarks, nameof(DamagedEmails), DamagedEmails, "with damaged e-mail structure, read as far as it goes");
        if (Dropped > 0) remarks.Add($"{Rows(Dropped)} left out.");
        if (StoppedAtMaxRows) remarks.Add($"Reading ended after {Rows(Examples)}, as MaxRows asks.");
        return remarks;
    }

    private void Remark(List<string> remarks, string name, int count, string what)
    {
        if (count == 0) return;
        var places = FirstPlaces.TryGetValue(name, out var found) ? $" (first: {string.Join("; ", found)})" : "";
        remarks.Add($"{Rows(count)} {what}{places}.");
    }

    private static string Rows(int count) => count == 1 ? "1 row" : $"{count} rows";
}

using System.Text;

namespace NlpTransfer.Data;

/// <summary>How <see cref="TextDataset.Load(string, TextDataOptions?, CancellationToken)"/> reads.</summary>
public sealed record TextDataOptions
{
    /// <summary>The column (or JSON property) of the text. Without a header, columns are named "1", "2", ...</summary>
    /// <value>text</value>
    public string TextColumn { get; init; } = "text";

    /// <summary>The column of the second text of a pair task; null for none.</summary>
    public string? TextPairColumn { get; init; }

    /// <summary>The column of the label; null reads unlabelled data.</summary>
    /// <value>label</value>
    public string? LabelColumn { get; init; } = "label";

    /// <summary>The column whose equal values stay on one side of a split; null for none.</summary>
    public string? GroupColumn { get; init; }

    /// <summary>Splits the label column into several labels (multi-label data); null takes it as one label.</summary>
    public string? LabelSeparator { get; init; }

    /// <summary>The character between the columns of a table; null means tab for <c>.tsv</c> and comma otherwise.</summary>
    public string? Delimiter { get; init; }

    /// <summary>Whether quotes enclose fields of a table as in RFC 4180. Many TSV files use none: there a quote is a letter.</summary>
    /// <value>true</value>
    public bool Quoted { get; init; } = true;

    /// <summary>Whether the first row of a table names the columns.</summary>
    /// <value>true</value>
    public bool HasHeader { get; init; } = true;

    /// <summary>The name of the text's encoding, as <see cref="Encoding.GetEncoding(string)"/> knows it, code pages included; null is UTF-8, read strictly.</summary>
    public string? Encoding { get; init; }

    /// <value><see cref="DataFormat.Auto"/></value>
    public DataFormat Format { get; init; } = DataFormat.Auto;

    /// <summary>The name of a known data set's own layout, one of <see cref="DataPresets.Names"/>; null for none.</summary>
    public string? Preset { get; init; }

    /// <summary>Which part of a data set that comes in parts a preset reads, "train" or "test"; null for the preset's own default.</summary>
    public string? Part { get; init; }

    /// <summary>The labels that may occur, in the order of their ids; null takes those found, sorted ordinally.</summary>
    public IReadOnlyList<string>? LabelNames { get; init; }

    /// <summary>Reading ends after this many examples; null reads all.</summary>
    public int? MaxRows { get; init; }

    /// <summary>A row with a label column but nothing in it.</summary>
    /// <value><see cref="RowPolicy.Fail"/></value>
    public RowPolicy OnMissingLabel { get; init; } = RowPolicy.Fail;

    /// <summary>A label that <see cref="LabelNames"/> does not hold; <see cref="RowPolicy.Keep"/> keeps the row without it.</summary>
    /// <value><see cref="RowPolicy.Fail"/></value>
    public RowPolicy OnUnknownLabel { get; init; } = RowPolicy.Fail;

    /// <summary>A text of nothing but white space.</summary>
    /// <value><see cref="RowPolicy.Keep"/>, so that rows and predictions correspond</value>
    public RowPolicy OnEmptyText { get; init; } = RowPolicy.Keep;

    /// <summary>Bytes that are not text in the encoding.</summary>
    /// <value><see cref="RowPolicy.Fail"/></value>
    public RowPolicy OnBrokenEncoding { get; init; } = RowPolicy.Fail;

    /// <summary>A row equal to an earlier one in text, pair and labels; <see cref="RowPolicy.Drop"/> keeps the first.</summary>
    /// <value><see cref="RowPolicy.Keep"/></value>
    public RowPolicy OnDuplicate { get; init; } = RowPolicy.Keep;

    /// <summary>Every fault of the options, one sentence each; empty when there is none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        if (string.IsNullOrEmpty(TextColumn)) faults.Add("TextColumn must name a column, was empty.");
        if (Delimiter is { Length: not 1 }) faults.Add($"Delimiter must be one character, was {Delimiter.Length}.");
        if (LabelSeparator is "") faults.Add("LabelSeparator must not be empty; leave it out for single-label data.");
        if (MaxRows < 1) faults.Add($"MaxRows must be at least 1, was {MaxRows}.");
        if (Preset is not null && !DataPresets.Names.Contains(Preset))
            faults.Add($"Preset '{Preset}' is unknown.{NameSuggestion.DidYouMean(Preset, DataPresets.Names)} Known: {string.Join(", ", DataPresets.Names)}.");
        if (Encoding is not null && TextEncodings.Find(Encoding) is null)
            faults.Add($"Encoding '{Encoding}' is unknown; examples are utf-8, latin-1, windows-1252, utf-16.");
        if (LabelNames is not null) faults.AddRange(FaultsOf(LabelNames));
        return faults;
    }

    private static IEnumerable<string> FaultsOf(IReadOnlyList<string> names)
    {
        if (names.Count == 0) yield return "LabelNames must hold at least one label, was empty.";
        var twice = names.GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null) yield return $"LabelNames must differ, '{twice.Key}' is there {twice.Count()} times.";
    }
}

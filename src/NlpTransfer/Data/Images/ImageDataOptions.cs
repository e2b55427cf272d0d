namespace NlpTransfer.Data;

/// <summary>How <see cref="ImageDataset.Load"/> reads.</summary>
public sealed record ImageDataOptions
{
    /// <summary>The column of a table that holds each picture's path, relative to the table's folder.</summary>
    /// <value>path</value>
    public string PathColumn { get; init; } = "path";

    /// <summary>The column of the label; null reads unlabelled data.</summary>
    /// <value>label</value>
    public string? LabelColumn { get; init; } = "label";

    /// <summary>The character between the columns of a table; null means tab for <c>.tsv</c> and comma otherwise.</summary>
    public string? Delimiter { get; init; }

    /// <summary>Whether the first row of a table names the columns.</summary>
    /// <value>true</value>
    public bool HasHeader { get; init; } = true;

    /// <summary>Which of two pairs of IDX files in a folder is read: "train", or "test" (whose files begin with t10k).</summary>
    /// <value>train</value>
    public string Part { get; init; } = "train";

    /// <summary>The labels that may occur, in the order of their ids, which is how IDX files number them; null takes those found.</summary>
    public IReadOnlyList<string>? LabelNames { get; init; }

    /// <summary>Reading ends after this many examples; null reads all.</summary>
    public int? MaxRows { get; init; }

    /// <summary>A file that is no picture, or a damaged one: <see cref="RowPolicy.Drop"/> leaves it out and the report names it.</summary>
    /// <value><see cref="RowPolicy.Fail"/></value>
    public RowPolicy OnCorrupt { get; init; } = RowPolicy.Fail;

    /// <summary>Whether every file is read once before training, so that a damaged one is known then and not hours later.</summary>
    /// <value>true</value>
    public bool CheckFiles { get; init; } = true;

    /// <summary>A picture that says it has more pixels is refused before any is decoded: a few bytes can claim gigabytes.</summary>
    /// <value>100 million</value>
    public long MaxPixels { get; init; } = 100_000_000;

    /// <summary>Every fault of the options, one sentence each; empty when there is none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        if (string.IsNullOrEmpty(PathColumn)) faults.Add("PathColumn must name a column, was empty.");
        if (Part is not ("train" or "test")) faults.Add($"Part must be train or test, was {Part}.");
        if (MaxRows < 1) faults.Add($"MaxRows must be at least 1, was {MaxRows}.");
        if (MaxPixels < 1) faults.Add($"MaxPixels must be at least 1, was {MaxPixels}.");
        if (OnCorrupt == RowPolicy.Keep) faults.Add("OnCorrupt must be Fail or Drop; there is no picture to keep.");
        return faults;
    }
}

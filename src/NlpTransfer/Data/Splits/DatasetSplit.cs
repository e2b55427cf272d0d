namespace NlpTransfer.Data;

/// <summary>A data set in three parts with no example in two of them.</summary>
public sealed record DatasetSplit(TextDataset Train, TextDataset Validation, TextDataset Test)
{
    /// <summary>How many clusters (near-duplicates, groups) of more than one example were kept whole.</summary>
    public int Clusters { get; init; }

    /// <summary>How many examples lie in those clusters.</summary>
    public int ClusteredExamples { get; init; }

    /// <summary>What a user should know, one sentence each: a label that a part lacks.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}

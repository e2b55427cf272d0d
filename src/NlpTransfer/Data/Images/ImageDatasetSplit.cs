namespace NlpTransfer.Data;

/// <summary>Pictures in three parts with no example in two of them.</summary>
public sealed record ImageDatasetSplit(ImageDataset Train, ImageDataset Validation, ImageDataset Test)
{
    /// <summary>How many clusters of equal pictures were kept whole.</summary>
    public int Clusters { get; init; }

    /// <summary>How many examples lie in those clusters.</summary>
    public int ClusteredExamples { get; init; }

    /// <summary>What a user should know, one sentence each: a label that a part lacks.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    // The splitter knows labels and groups, not what an example is: each picture goes through it as its number, equal pictures as one group.
    internal static ImageDatasetSplit Of(ImageDataset dataset, SplitOptions options, CancellationToken cancellation)
    {
        var groups = options.KeepDuplicatesTogether ? [.. ImageHash.OfEach(dataset, cancellation).Select(Convert.ToHexString)] : new string?[dataset.Count];
        var numbers = dataset.Select((e, i) => new TextExample("", null, e.Label is null ? [] : [e.Label], groups[i], new ExampleSource("", i)));
        var split = DatasetSplitter.Split(TextDataset.Create(numbers, dataset.LabelNames), options with { KeepDuplicatesTogether = false }, cancellation);
        ImageDataset Part(TextDataset part) => dataset.Subset(part.Select(e => (int)e.Source.Row));
        return new(Part(split.Train), Part(split.Validation), Part(split.Test))
        {
            Clusters = split.Clusters,
            ClusteredExamples = split.ClusteredExamples,
            Remarks = split.Remarks,
        };
    }
}

namespace NlpTransfer.Data;

/// <summary>
/// Divides data sets: stratified by label, seeded, with groups and near-duplicates on one side.
/// Every example lands in exactly one part, and each part keeps the order of the data set.
/// </summary>
public static class DatasetSplitter
{
    private const int Train = 0, Validation = 1, Test = 2;

    /// <summary>Divides into training, validation and test part by the shares of <paramref name="options"/>.</summary>
    /// <exception cref="OptionsException">The options have faults.</exception>
    public static DatasetSplit Split(TextDataset dataset, SplitOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new();
        OptionsException.ThrowIfAny(nameof(SplitOptions), options.Validate());
        var clusters = ExampleClusters.Find(dataset, options, cancellation);
        double[] shares = [1 - options.ValidationShare - options.TestShare, options.ValidationShare, options.TestShare];
        var parts = StratifiedAssignment.Assign(dataset, clusters, shares, new SeededRandom(options.Seed));
        return Assemble(dataset, clusters, i => parts[i]);
    }

    /// <summary>
    /// Cross-validation: every example is in the test part of exactly one of <paramref name="folds"/> splits.
    /// <see cref="SplitOptions.ValidationShare"/> is taken from what the test part leaves.
    /// </summary>
    /// <exception cref="OptionsException">The options have faults.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than two folds, or more than examples.</exception>
    public static IReadOnlyList<DatasetSplit> CrossValidation(
        TextDataset dataset, int folds, SplitOptions? options = null, CancellationToken cancellation = default)
    {
        options = (options ?? new()) with { TestShare = 0 };
        OptionsException.ThrowIfAny(nameof(SplitOptions), options.Validate());
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(folds, dataset.Count);
        var clusters = ExampleClusters.Find(dataset, options, cancellation);
        var foldOf = StratifiedAssignment.Assign(dataset, clusters, [.. Enumerable.Repeat(1.0 / folds, folds)], new SeededRandom(options.Seed));
        return [.. Enumerable.Range(0, folds).Select(fold => Fold(dataset, clusters, foldOf, fold, options))];
    }

    /// <summary>
    /// How many examples of <paramref name="heldOut"/> have a near-duplicate (or their group) in <paramref name="train"/>: what a
    /// plain split, or files that somebody else divided, let a model know by heart.
    /// </summary>
    /// <exception cref="OptionsException">The options have faults.</exception>
    public static int CountLeaks(TextDataset train, TextDataset heldOut, SplitOptions? options = null, CancellationToken cancellation = default)
    {
        options = (options ?? new()) with { KeepDuplicatesTogether = true };
        OptionsException.ThrowIfAny(nameof(SplitOptions), options.Validate());
        var both = TextDataset.Create(train.Concat(heldOut), [.. train.LabelNames.Union(heldOut.LabelNames)]);
        return ExampleClusters.Find(both, options, cancellation).Where(c => c[0] < train.Count).Sum(c => c.Count(i => i >= train.Count));
    }

    private static DatasetSplit Fold(TextDataset dataset, int[][] clusters, int[] foldOf, int fold, SplitOptions options)
    {
        var rest = clusters.Where(c => foldOf[c[0]] != fold).ToArray();
        double[] shares = [1 - options.ValidationShare, options.ValidationShare];
        var parts = StratifiedAssignment.Assign(dataset, rest, shares, new SeededRandom(options.Seed, stream: fold + 1));
        return Assemble(dataset, clusters, i => foldOf[i] == fold ? Test : parts[i]);
    }

    private static DatasetSplit Assemble(TextDataset dataset, int[][] clusters, Func<int, int> partOf)
    {
        var byPart = Enumerable.Range(0, dataset.Count).ToLookup(partOf);
        var split = new DatasetSplit(dataset.Subset(byPart[Train]), dataset.Subset(byPart[Validation]), dataset.Subset(byPart[Test]));
        return split with
        {
            Clusters = clusters.Count(c => c.Length > 1),
            ClusteredExamples = clusters.Sum(c => c.Length > 1 ? c.Length : 0),
            Remarks = [.. MissingLabels("training", split.Train), .. MissingLabels("validation", split.Validation), .. MissingLabels("test", split.Test)],
        };
    }

    private static IEnumerable<string> MissingLabels(string part, TextDataset dataset)
    {
        if (dataset.Count == 0) yield break;
        var missing = dataset.Report.LabelCounts.Where(c => c.Value == 0).Select(c => c.Key).ToArray();
        if (missing.Length > 0) yield return $"The {part} part has no example of {string.Join(", ", missing)}.";
    }
}

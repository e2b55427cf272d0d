namespace NlpTransfer.Data;

/// <summary>Finds the examples that must stay on one side of a split.</summary>
internal static class ExampleClusters
{
    /// <returns>A partition of the examples; each cluster ascending, clusters in order of their first example.</returns>
    public static int[][] Find(TextDataset dataset, SplitOptions options, CancellationToken cancellation)
    {
        var sets = new DisjointSets(dataset.Count);
        JoinEqual(sets, dataset.Select(e => e.Group));
        if (options.KeepDuplicatesTogether) NearDuplicates.Join(sets, dataset, options, cancellation);
        return [.. Enumerable.Range(0, dataset.Count).GroupBy(sets.Find).Select(g => g.ToArray())];
    }

    private static void JoinEqual(DisjointSets sets, IEnumerable<string?> keys)
    {
        var firsts = new Dictionary<string, int>(StringComparer.Ordinal);
        var index = 0;
        foreach (var key in keys)
        {
            if (key is not null && !firsts.TryAdd(key, index)) sets.Join(firsts[key], index);
            index++;
        }
    }
}

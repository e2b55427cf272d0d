namespace NlpTransfer.Data;

/// <summary>
/// Joins texts whose sets of word shingles have a Jaccard similarity of at least the threshold. Exact, not sampled:
/// two sets that similar must share one of the rarest few of their shingles (prefix filtering, Bayardo et al. 2007),
/// so only pairs that do are compared. A sketch such as MinHash would miss some pairs, and each would leak.
/// </summary>
internal static class NearDuplicates
{
    public static void Join(DisjointSets sets, TextDataset dataset, SplitOptions options, CancellationToken cancellation)
    {
        var shingles = new ulong[dataset.Count][];
        Parallel.For(0, dataset.Count, new ParallelOptions { CancellationToken = cancellation },
            i => shingles[i] = Shingles.Of(dataset[i], options.ShingleWords));
        var order = new ShingleOrder(shingles);
        Parallel.For(0, shingles.Length, i => order.RarestFirst(shingles[i]));
        new PrefixJoin(shingles, sets, options.NearDuplicateSimilarity).Run(cancellation);
    }
}

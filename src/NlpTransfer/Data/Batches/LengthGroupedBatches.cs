namespace NlpTransfer.Data;

/// <summary>
/// Plans batches: a pure function of lengths, options, seed and epoch. Random batches of real text are 40 to 80 %
/// padding; batches of similar lengths, cut where it costs least, are mostly under 5 %.
/// </summary>
public static class LengthGroupedBatches
{
    /// <summary>The examples of each batch, in training order; every example is in exactly one batch.</summary>
    /// <param name="lengths">Tokens of each example, after truncation.</param>
    /// <param name="epoch">Each epoch has its own order; resuming in the middle needs only the same four arguments.</param>
    /// <exception cref="OptionsException">The options have faults.</exception>
    public static int[][] Plan(IReadOnlyList<int> lengths, BatchOptions options, long seed, int epoch)
    {
        OptionsException.ThrowIfAny(nameof(BatchOptions), options.Validate());
        var random = new SeededRandom(seed, epoch);
        var order = options.Shuffle ? random.Permutation(lengths.Count) : [.. Enumerable.Range(0, lengths.Count)];
        int[][] batches = options.GroupByLength ? [.. Stretches(order, lengths, options).SelectMany(s => BatchCutter.Cut(s, lengths, options))] : Cut(order, lengths, options);
        if (options is { Shuffle: true, GroupByLength: true }) random.Shuffle<int[]>(batches);
        return batches;
    }

    /// <summary>The share of padded positions that hold no token, 0 to 1, when every batch is padded to its longest text.</summary>
    public static double PaddingShare(IReadOnlyList<int[]> batches, IReadOnlyList<int> lengths)
    {
        var padded = batches.Sum(b => (long)b.Length * Longest(b, lengths));
        var real = batches.Sum(b => b.Sum(i => (long)lengths[i]));
        return padded == 0 ? 0 : 1 - ((double)real / padded);
    }

    // Evaluation has no use for randomness: one stretch over everything has the least padding.
    private static IEnumerable<int[]> Stretches(int[] order, IReadOnlyList<int> lengths, BatchOptions options)
    {
        var stretch = options.Shuffle ? StretchLength(order.Length, lengths, options) : Math.Max(1, order.Length);
        return order.Chunk(stretch).Select(part => Sorted(part, lengths));
    }

    // Longest first; equal lengths keep their random order.
    private static int[] Sorted(int[] part, IReadOnlyList<int> lengths)
    {
        Array.Sort(part.Select((example, place) => ((long)-lengths[example] << 32) + place).ToArray(), part);
        return part;
    }

    private static int StretchLength(int count, IReadOnlyList<int> lengths, BatchOptions options)
    {
        var perBatch = options.MaxExamples;
        if (options.MaxTokens is { } budget && count > 0)
            perBatch = (int)Math.Clamp(budget / Math.Max(1, lengths.Average()), 1, perBatch);
        return (int)Math.Min(int.MaxValue, (long)perBatch * options.BatchesSortedTogether);
    }

    private static int[][] Cut(int[] order, IReadOnlyList<int> lengths, BatchOptions options)
    {
        var batches = new List<int[]>();
        var (start, longest) = (0, 0);
        for (var i = 0; i < order.Length; i++)
        {
            longest = Math.Max(longest, lengths[order[i]]);
            var size = i - start + 1;
            var isOver = size > options.MaxExamples || (long)size * longest > (options.MaxTokens ?? long.MaxValue);
            if (!isOver || size == 1) continue;
            batches.Add(order[start..i]);
            (start, longest) = (i, lengths[order[i]]);
        }
        if (start < order.Length) batches.Add(order[start..]);
        return [.. batches];
    }

    private static int Longest(int[] batch, IReadOnlyList<int> lengths) => batch.Max(i => lengths[i]);
}

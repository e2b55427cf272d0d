using NlpTransfer.Data;

namespace NlpTransfer.Training;

/// <summary>
/// Which task's batch comes when: each is drawn with a probability proportional to n^(1/T), n the task's examples. At 1 every example
/// counts the same; the higher T is, the more often small tasks come (the multilingual BERT and T5 were trained so). Pure.
/// </summary>
internal static class TaskBatches
{
    private const int MostPasses = 1 << 16; // of one task in one epoch

    /// <summary>An epoch: as many batches as all tasks have together, each of one task. A task whose examples are used up begins anew in another order.</summary>
    /// <param name="lengths">By task, tokens of each example.</param>
    /// <returns>Examples by their place among all tasks' examples, one task's after the other's.</returns>
    public static int[][] Plan(IReadOnlyList<IReadOnlyList<int>> lengths, double temperature, BatchOptions options, long seed, int epoch)
    {
        var random = new SeededRandom(seed, unchecked((long)epoch * MostPasses) ^ long.MinValue);
        var starts = Starts(lengths);
        var queues = lengths.Select((l, t) => Batches(l, starts[t], options, seed, epoch).GetEnumerator()).ToArray();
        var shares = Shares([.. lengths.Select(l => l.Count)], temperature);
        var total = lengths.Sum(l => LengthGroupedBatches.Plan(l, options, seed, 0).Length);
        return [.. Enumerable.Range(0, total).Select(_ => Next(queues[Draw(shares, random.NextDouble())]))];
    }

    /// <summary>How often each task is drawn.</summary>
    public static double[] Shares(IReadOnlyList<int> counts, double temperature)
    {
        var powers = counts.Select(n => Math.Pow(n, 1 / temperature)).ToArray();
        return [.. powers.Select(p => p / powers.Sum())];
    }

    /// <summary>The place of each task's first example among all.</summary>
    public static int[] Starts(IReadOnlyList<IReadOnlyList<int>> lengths)
    {
        var starts = new int[lengths.Count];
        for (var t = 1; t < starts.Length; t++) starts[t] = starts[t - 1] + lengths[t - 1].Count;
        return starts;
    }

    private static IEnumerable<int[]> Batches(IReadOnlyList<int> lengths, int start, BatchOptions options, long seed, int epoch)
    {
        for (var pass = 0; ; pass++)
            foreach (var batch in LengthGroupedBatches.Plan(lengths, options, seed, checked((epoch * 1024) + pass)))
                yield return [.. batch.Select(i => start + i)];
    }

    private static int Draw(double[] shares, double point)
    {
        for (var t = 0; t < shares.Length - 1; t++)
            if ((point -= shares[t]) < 0) return t;
        return shares.Length - 1;
    }

    private static int[] Next(IEnumerator<int[]> queue) => queue.MoveNext() ? queue.Current : throw new InvalidOperationException("A task has no batches."); // its examples were counted
}

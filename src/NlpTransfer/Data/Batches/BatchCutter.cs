namespace NlpTransfer.Data;

/// <summary>
/// Cuts examples that are sorted by length into batches. Full batches would be the fewest, but the few longest texts differ so
/// much that a batch of them is half padding; so the cuts are those that cost least when each batch costs a few average texts
/// beside its padded positions, as long as there are at most an eighth more batches.
/// </summary>
internal static class BatchCutter
{
    private const double BatchCost = 6; // in texts of average length
    private const int MostMore = 8;
    private const long MostWork = 1 << 22; // far beyond it the texts of a batch differ by little anyway

    /// <param name="sorted">Examples, longest first.</param>
    public static IEnumerable<int[]> Cut(int[] sorted, IReadOnlyList<int> lengths, BatchOptions options)
    {
        var full = Ends(sorted, (start, end) => Fits(sorted, lengths, options, start, end));
        if (sorted.Length == 0 || lengths[sorted[0]] == lengths[sorted[^1]] || sorted.Length * (long)options.MaxExamples > MostWork) return Slices(sorted, full);
        var cost = BatchCost * sorted.Average(i => (double)lengths[i]);
        while (true)
        {
            var cheapest = Cheapest(sorted, lengths, options, cost);
            if (cheapest.Count <= full.Count + (full.Count / MostMore)) return Slices(sorted, cheapest);
            cost *= 2;
        }
    }

    /// <summary>Where full batches end.</summary>
    private static List<int> Ends(int[] sorted, Func<int, int, bool> fits)
    {
        var ends = new List<int>();
        var start = 0;
        for (var end = 1; end <= sorted.Length; end++)
            if (end == sorted.Length || !fits(start, end + 1))
                ends.Add(start = end);
        return ends;
    }

    /// <summary>Where the cheapest batches end: the least cost of the first n examples is that of fewer and one batch more.</summary>
    private static List<int> Cheapest(int[] sorted, IReadOnlyList<int> lengths, BatchOptions options, double cost)
    {
        var least = new double[sorted.Length + 1];
        var begin = new int[sorted.Length + 1];
        Array.Fill(least, double.PositiveInfinity, 1, sorted.Length);
        for (var start = 0; start < sorted.Length; start++)
            for (var end = start + 1; end <= sorted.Length && Fits(sorted, lengths, options, start, end); end++)
            {
                var sum = least[start] + cost + ((double)(end - start) * lengths[sorted[start]]);
                if (sum < least[end]) (least[end], begin[end]) = (sum, start);
            }
        var ends = new List<int>();
        for (var end = sorted.Length; end > 0; end = begin[end]) ends.Add(end);
        ends.Reverse();
        return ends;
    }

    private static bool Fits(int[] sorted, IReadOnlyList<int> lengths, BatchOptions options, int start, int end)
    {
        var size = end - start;
        return size == 1 || (size <= options.MaxExamples && (long)size * lengths[sorted[start]] <= (options.MaxTokens ?? long.MaxValue));
    }

    private static IEnumerable<int[]> Slices(int[] sorted, List<int> ends) => ends.Select((end, i) => sorted[(i == 0 ? 0 : ends[i - 1])..end]);
}

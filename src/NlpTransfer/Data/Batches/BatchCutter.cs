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
        if (sorted.Length == 0) return [];
        int[] widths = [.. sorted.Select(i => lengths[i])], limits = [.. widths.Select((w, start) => Limit(start, w, sorted.Length, options))];
        var full = Full(limits);
        if (widths[0] == widths[^1] || sorted.Length * (long)options.MaxExamples > MostWork) return Slices(sorted, full);
        var cost = BatchCost * widths.Average(w => (double)w);
        while (true)
        {
            var cheapest = Cheapest(widths, limits, cost);
            if (cheapest.Count <= full.Count + (full.Count / MostMore)) return Slices(sorted, cheapest);
            cost *= 2;
        }
    }

    /// <summary>The furthest end of a batch that begins at an example of so many tokens, which is its longest.</summary>
    private static int Limit(int start, int width, int count, BatchOptions options)
    {
        var most = width == 0 ? options.MaxExamples : Math.Min(options.MaxExamples, (options.MaxTokens ?? int.MaxValue) / width);
        return (int)Math.Min(count, start + (long)Math.Max(1, most));
    }

    /// <summary>Where full batches end.</summary>
    private static List<int> Full(int[] limits)
    {
        var ends = new List<int>();
        for (var start = 0; start < limits.Length; start = limits[start]) ends.Add(limits[start]);
        return ends;
    }

    /// <summary>Where the cheapest batches end: the least cost of the first n examples is that of fewer and one batch more.</summary>
    private static List<int> Cheapest(int[] widths, int[] limits, double cost)
    {
        var least = new double[widths.Length + 1];
        var begin = new int[widths.Length + 1];
        Array.Fill(least, double.PositiveInfinity, 1, widths.Length);
        for (var start = 0; start < widths.Length; start++)
        {
            var (before, width) = (least[start] + cost, (double)widths[start]);
            for (var end = start + 1; end <= limits[start]; end++)
            {
                var sum = before + ((end - start) * width);
                if (sum < least[end]) (least[end], begin[end]) = (sum, start);
            }
        }
        var ends = new List<int>();
        for (var end = widths.Length; end > 0; end = begin[end]) ends.Add(end);
        ends.Reverse();
        return ends;
    }

    private static IEnumerable<int[]> Slices(int[] sorted, List<int> ends) => ends.Select((end, i) => sorted[(i == 0 ? 0 : ends[i - 1])..end]);
}

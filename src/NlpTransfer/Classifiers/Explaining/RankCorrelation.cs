namespace NlpTransfer.Classifiers;

/// <summary>Spearman's rank correlation, ties at their mean rank.</summary>
internal static class RankCorrelation
{
    private const int Fewest = 3;

    /// <summary>-1 to 1; null for too few pairs, and where one side is all the same.</summary>
    public static double? Of(IReadOnlyList<(double First, double Second)> pairs)
    {
        if (pairs.Count < Fewest) return null;
        var (a, b) = (Ranks([.. pairs.Select(p => p.First)]), Ranks([.. pairs.Select(p => p.Second)]));
        var mean = (pairs.Count + 1) / 2.0;
        double both = 0, first = 0, second = 0;
        for (var i = 0; i < a.Length; i++)
        {
            both += (a[i] - mean) * (b[i] - mean);
            first += Math.Pow(a[i] - mean, 2);
            second += Math.Pow(b[i] - mean, 2);
        }
        return first == 0 || second == 0 ? null : both / Math.Sqrt(first * second);
    }

    private static double[] Ranks(double[] values)
    {
        var ranks = new double[values.Length];
        var order = Enumerable.Range(0, values.Length).OrderBy(i => values[i]).ToArray();
        for (int start = 0, end; start < order.Length; start = end)
        {
            for (end = start + 1; end < order.Length && values[order[end]] == values[order[start]];) end++;
            for (var i = start; i < end; i++) ranks[order[i]] = (start + end + 1) / 2.0;
        }
        return ranks;
    }
}

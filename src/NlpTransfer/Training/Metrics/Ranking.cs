namespace NlpTransfer.Training;

/// <summary>How well scores put positive examples before negative ones. Equal scores are one step.</summary>
internal static class Ranking
{
    /// <summary>The probability that a positive example scores above a negative one, ties counted half (Mann and Whitney).</summary>
    public static double Auroc(double[] scores, bool[] isPositive)
    {
        double below = 0, area = 0, positives = 0;
        foreach (var (hits, misses) in Steps(scores, isPositive).Reverse())
        {
            area += hits * (below + (misses / 2.0));
            below += misses;
            positives += hits;
        }
        return area / (positives * below);
    }

    /// <summary>The sum over the steps of precision times gain in recall, without interpolation.</summary>
    public static double AveragePrecision(double[] scores, bool[] isPositive)
    {
        double found = 0, seen = 0, sum = 0;
        foreach (var (hits, misses) in Steps(scores, isPositive))
        {
            found += hits;
            seen += hits + misses;
            sum += hits * found / seen;
        }
        return sum / found;
    }

    /// <summary>Positives and negatives at each distinct score, from the highest down.</summary>
    private static IEnumerable<(int Hits, int Misses)> Steps(double[] scores, bool[] isPositive) => Enumerable.Range(0, scores.Length)
        .GroupBy(i => scores[i]).OrderByDescending(g => g.Key)
        .Select(g => (g.Count(i => isPositive[i]), g.Count(i => !isPositive[i])));
}

using NlpTransfer.Data;

namespace NlpTransfer.Experiments;

/// <summary>
/// The paired bootstrap over test examples (Efron and Tibshirani 1993, chapter 16; Koehn 2004): examples are drawn with replacement, the
/// same ones for both runs of a pair, and the difference is taken anew. What the seed of a training changes is not drawn; it shows in
/// the deviation over seeds.
/// </summary>
internal static class PairedBootstrap
{
    private const double Tail = 0.025;

    /// <param name="pairs">The first of each is what is compared with; both are of the same examples, in the same order.</param>
    public static Significance Compare(IReadOnlyList<(ScoredExamples First, ScoredExamples Other)> pairs, ComparedMetric metric, int resamples, int seed)
    {
        var random = new SeededRandom(seed);
        var found = pairs.Average(p => Difference(p, metric, [.. Enumerable.Range(0, p.First.Count)]));
        var drawn = new double[resamples];
        foreach (var pair in pairs)
        {
            var draw = new int[pair.First.Count];
            for (var i = 0; i < resamples; i++)
            {
                for (var j = 0; j < draw.Length; j++) draw[j] = random.NextInt(draw.Length);
                drawn[i] += Difference(pair, metric, draw) / pairs.Count;
            }
        }
        Array.Sort(drawn);
        return new(found, At(drawn, Tail), At(drawn, 1 - Tail), P(drawn), pairs.Count);
    }

    // One is added to both counts: no number of draws shows that something never happens.
    private static double P(double[] drawn) =>
        Math.Min(1, 2.0 * (1 + Math.Min(drawn.Count(d => d <= 0), drawn.Count(d => d >= 0))) / (drawn.Length + 1));

    private static double At(double[] sorted, double share) => sorted[(int)Math.Round(share * (sorted.Length - 1))];

    private static double Difference((ScoredExamples First, ScoredExamples Other) pair, ComparedMetric metric, int[] draw) =>
        metric.OfDraw(pair.Other, draw) - metric.OfDraw(pair.First, draw);
}

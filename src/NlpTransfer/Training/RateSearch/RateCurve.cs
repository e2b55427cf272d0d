namespace NlpTransfer.Training;

/// <summary>Loss over learning rate, and what to make of it.</summary>
/// <param name="Points">In the order of the rates.</param>
/// <param name="Steepest">Where the smoothed loss falls fastest over the logarithm of the rate, before its lowest: a rate to train at.</param>
/// <param name="Lowest">Where the smoothed loss is lowest: too high already, because there it is about to rise.</param>
public sealed record RateCurve(IReadOnlyList<RatePoint> Points, double Steepest, double Lowest)
{
    private const double Smoothing = 0.9;

    // At the start the mean is still that of a few batches.
    private const int Settled = 5;

    /// <summary>The curve of losses, one a rate.</summary>
    internal static RateCurve Of(IReadOnlyList<(double Rate, double Loss)> losses)
    {
        var (points, mean) = (new List<RatePoint>(), 0.0);
        foreach (var (rate, loss) in losses)
        {
            mean = (mean * Smoothing) + (loss * (1 - Smoothing));
            points.Add(new(rate, loss, mean / (1 - Math.Pow(Smoothing, points.Count + 1))));
        }
        var lowest = Enumerable.Range(0, points.Count).MinBy(i => points[i].Smoothed);
        var start = Math.Min(Settled, lowest);
        var steepest = Enumerable.Range(start, Math.Max(1, lowest - start)).MinBy(i => Slope(points, i));
        return new(points, points[steepest].Rate, points[lowest].Rate);
    }

    private static double Slope(List<RatePoint> points, int i)
    {
        var (a, b) = (points[Math.Max(0, i - 1)], points[Math.Min(points.Count - 1, i + 1)]);
        return a.Rate == b.Rate ? 0 : (b.Smoothed - a.Smoothed) / Math.Log(b.Rate / a.Rate);
    }
}

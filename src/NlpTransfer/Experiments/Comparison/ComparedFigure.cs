namespace NlpTransfer.Experiments;

/// <summary>A figure over several runs.</summary>
/// <param name="Mean">Of the runs.</param>
/// <param name="Deviation">The sample's standard deviation; null for a single run.</param>
public sealed record ComparedFigure(double Mean, double? Deviation)
{
    internal static ComparedFigure Of(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        return new(mean, values.Count < 2 ? null : Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1)));
    }
}

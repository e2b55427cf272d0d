using System.Globalization;

/// <summary>What is said of repeated measurements.</summary>
internal static class Samples
{
    public static double Median(this IEnumerable<double> values) => values.Order().ToArray() is { Length: > 0 } sorted
        ? sorted[sorted.Length / 2]
        : throw new ArgumentException("Expected at least one value, found none.", nameof(values));

    /// <summary>The mean and, of several, the sample standard deviation, in four digits.</summary>
    public static string MeanAndDeviation(this IEnumerable<double> values)
    {
        var all = values.ToArray();
        var mean = all.Average();
        return all.Length == 1 ? mean.ToString("F4", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{mean:F4} ± {Deviation(all, mean):F4}");
    }

    /// <summary>The mean of paired differences with its standard error, in three digits and its sign.</summary>
    public static string MeanAndError(this IEnumerable<double> differences)
    {
        var all = differences.ToArray();
        var mean = all.Average();
        return all.Length == 1 ? mean.ToString("+0.000;-0.000", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{mean:+0.000;-0.000} ± {Deviation(all, mean) / Math.Sqrt(all.Length):F3}");
    }

    private static double Deviation(double[] all, double mean) => Math.Sqrt(all.Sum(v => Math.Pow(v - mean, 2)) / (all.Length - 1));
}

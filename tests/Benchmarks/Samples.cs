/// <summary>What is said of repeated measurements.</summary>
internal static class Samples
{
    public static double Median(this IEnumerable<double> values) => values.Order().ToArray() is { Length: > 0 } sorted
        ? sorted[sorted.Length / 2]
        : throw new ArgumentException("Expected at least one value, found none.", nameof(values));
}

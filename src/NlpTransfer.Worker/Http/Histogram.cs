namespace NlpTransfer.Worker.Http;

/// <summary>How often a value was at most each of some bounds.</summary>
internal sealed class Histogram(double[] bounds)
{
    private readonly Lock gate = new();
    private readonly long[] counts = new long[bounds.Length + 1];
    private double sum;

    public double[] Bounds => bounds;

    public void Add(double value, long times = 1)
    {
        var place = 0;
        while (place < bounds.Length && !(value <= bounds[place])) place++;
        lock (gate)
        {
            counts[place] += times;
            sum += value * times;
        }
    }

    /// <summary>Sum, and counts up to each bound, the last of all.</summary>
    public (double Sum, long[] Counts) Read()
    {
        lock (gate)
        {
            var upTo = (long[])counts.Clone();
            for (var i = 1; i < upTo.Length; i++) upTo[i] += upTo[i - 1];
            return (sum, upTo);
        }
    }
}

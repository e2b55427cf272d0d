namespace TorchSharp.TensorBoard;

/// <summary>The summary messages that TensorBoard understands.</summary>
internal static class Summaries
{
    private static readonly double[] Limits = MakeLimits();

    internal static ProtoWriter Scalar(string tag, float value) => Summary(new ProtoWriter().Text(1, tag).Single(2, value));

    internal static ProtoWriter Text(string tag, string text)
    {
        const int StringType = 7;
        ProtoWriter plugin = new ProtoWriter().Text(1, "text");
        ProtoWriter shape = new ProtoWriter().Message(2, new ProtoWriter().Integer(1, 1));
        ProtoWriter tensor = new ProtoWriter().Integer(1, StringType).Message(2, shape).Text(8, text);
        return Summary(new ProtoWriter().Text(1, tag + "/text_summary").Message(8, tensor).Message(9, new ProtoWriter().Message(1, plugin)));
    }

    internal static ProtoWriter Histogram(string tag, double[] values)
    {
        if (values.Length == 0) throw new ArgumentException("add_histogram: the tensor has no values.");
        (List<double> limits, List<double> counts) = Occupied(Count(values));
        ProtoWriter histogram = new ProtoWriter()
            .Double(1, values.Min()).Double(2, values.Max()).Double(3, values.Length)
            .Double(4, values.Sum()).Double(5, values.Sum(v => v * v))
            .Doubles(6, limits).Doubles(7, counts);
        return Summary(new ProtoWriter().Text(1, tag).Message(5, histogram));
    }

    private static ProtoWriter Summary(ProtoWriter value) => new ProtoWriter().Message(1, value);

    private static long[] Count(double[] values)
    {
        var counts = new long[Limits.Length];
        foreach (double value in values)
        {
            int at = Array.BinarySearch(Limits, value);
            counts[Math.Min(at < 0 ? ~at : at, Limits.Length - 1)]++;
        }
        return counts;
    }

    // Empty bins at both ends are left out, but for one on the left that closes the first.
    private static (List<double> Limits, List<double> Counts) Occupied(long[] counts)
    {
        int first = Math.Max(0, Array.FindIndex(counts, c => c > 0) - 1), last = Array.FindLastIndex(counts, c => c > 0);
        return (Limits[first..(last + 1)].ToList(), counts[first..(last + 1)].Select(c => (double)c).ToList());
    }

    // TensorFlow's bins: 1.1 times wider from each to the next, on both sides of zero.
    private static double[] MakeLimits()
    {
        var positive = new List<double>();
        for (double limit = 1e-12; limit < 1e20; limit *= 1.1) positive.Add(limit);
        return [-double.MaxValue, .. positive.AsEnumerable().Reverse().Select(l => -l), 0, .. positive, double.MaxValue];
    }
}

using NlpTransfer.Data;

namespace NlpTransfer.Classifiers;

/// <summary>Mixup (Zhang et al. 2018): which picture overlays which, and how strongly.</summary>
internal static class Mixing
{
    private const long Stream = 1L << 62; // apart from the draws of the pictures themselves

    public static (int Other, double Share) Partner(long seed, int epoch, int index, int count, double alpha)
    {
        var random = new SeededRandom(seed, Stream | ((long)epoch << 32) | (uint)index);
        return (random.NextInt(count), Beta(random, alpha));
    }

    /// <summary>Overlays values with those that <paramref name="fill"/> gives.</summary>
    public static void Blend(Span<float> values, double share, Action<float[]> fill)
    {
        var other = new float[values.Length];
        fill(other);
        for (var i = 0; i < values.Length; i++) values[i] = (float)((values[i] * share) + (other[i] * (1 - share)));
    }

    // Two gamma draws (Marsaglia and Tsang 2000), whose share of their sum is beta; at least a half, so that a picture keeps its own label.
    private static double Beta(SeededRandom random, double alpha)
    {
        var (a, b) = (Gamma(random, alpha), Gamma(random, alpha));
        var share = a + b == 0 ? 1 : a / (a + b);
        return Math.Max(share, 1 - share);
    }

    private static double Gamma(SeededRandom random, double alpha)
    {
        if (alpha < 1) return Gamma(random, alpha + 1) * Math.Pow(1 - random.NextDouble(), 1 / alpha);
        var (d, c) = (alpha - (1.0 / 3), 1 / Math.Sqrt(9 * (alpha - (1.0 / 3))));
        while (true)
        {
            var x = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            var v = Math.Pow(1 + (c * x), 3);
            if (v > 0 && Math.Log(1 - random.NextDouble()) < (x * x / 2) + d - (d * v) + (d * Math.Log(v))) return d * v;
        }
    }
}

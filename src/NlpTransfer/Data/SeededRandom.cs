using System.Numerics;

namespace NlpTransfer.Data;

/// <summary>
/// A generator whose numbers never change between versions, unlike those of <see cref="System.Random"/>:
/// xoshiro256** (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2018), its state filled
/// from the seed by SplitMix64. Splits and batch orders that were published stay what they were.
/// </summary>
internal sealed class SeededRandom
{
    private ulong s0, s1, s2, s3;

    /// <param name="seed">Equal seeds give equal numbers.</param>
    /// <param name="stream">Separates uses of one seed (an epoch, a fold) from one another.</param>
    public SeededRandom(long seed, long stream = 0)
    {
        var state = Mix((ulong)seed) ^ (Mix((ulong)stream + 0x9E3779B97F4A7C15) * 0xD1342543DE82EF95);
        s0 = SplitMix(ref state);
        s1 = SplitMix(ref state);
        s2 = SplitMix(ref state);
        s3 = SplitMix(ref state);
    }

    public ulong NextUInt64()
    {
        var result = BitOperations.RotateLeft(s1 * 5, 7) * 9;
        var t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = BitOperations.RotateLeft(s3, 45);
        return result;
    }

    /// <summary>Uniform in 0 .. <paramref name="bound"/>-1, without bias (Lemire's method).</summary>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        var high = Math.BigMul(NextUInt64(), (ulong)bound, out var low);
        if (low >= (ulong)bound) return (int)high; // the threshold is lower than the bound, and its division is slow
        var threshold = (0UL - (ulong)bound) % (ulong)bound;
        while (low < threshold) high = Math.BigMul(NextUInt64(), (ulong)bound, out low);
        return (int)high;
    }

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1L << 53));

    /// <summary>Puts the items into a uniformly random order (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>0 .. <paramref name="count"/>-1 in a uniformly random order.</summary>
    public int[] Permutation(int count)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++) order[i] = i;
        Shuffle<int>(order);
        return order;
    }

    private static ulong SplitMix(ref ulong state) => Mix(state += 0x9E3779B97F4A7C15);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

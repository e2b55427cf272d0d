using System.Numerics.Tensors;
using System.Text;

namespace NlpTransfer.Embeddings;

/// <summary>
/// fastText's vectors of character n-grams, hashed into buckets, which give vectors to words that the
/// vocabulary lacks (Bojanowski et al. 2017, section 3.2).
/// </summary>
public sealed class SubwordVectors
{
    private readonly Section<float> _buckets;

    internal SubwordVectors(Section<float> buckets, int dimension, int minLength, int maxLength)
    {
        _buckets = buckets;
        Dimension = dimension;
        MinLength = minLength;
        MaxLength = maxLength;
        BucketCount = buckets.Length / dimension;
    }

    /// <summary>Values in each vector.</summary>
    public int Dimension { get; }

    /// <summary>Shortest n-gram, in code points, the word's marks &lt; and &gt; included.</summary>
    public int MinLength { get; }

    /// <summary>Longest n-gram, in code points.</summary>
    public int MaxLength { get; }

    /// <summary>Number of buckets that n-grams are hashed into.</summary>
    public long BucketCount { get; }

    internal Section<float> Buckets => _buckets;

    /// <summary>Writes the mean of the word's n-gram vectors, which is what fastText gives an unknown word.</summary>
    /// <param name="word">Any word.</param>
    /// <param name="destination">Room for <see cref="Dimension"/> values; zero when the word has no n-gram.</param>
    /// <returns>False when the word is too short to have an n-gram.</returns>
    public bool TryCompose(ReadOnlySpan<char> word, Span<float> destination)
    {
        destination = destination[..Dimension];
        destination.Clear();
        var grams = Add(Encoding.UTF8.GetBytes(word.ToString()), destination);
        if (grams > 0)
        {
            // fastText multiplies by 1.0 / n in double, narrowed to float: dividing would round differently.
            TensorPrimitives.Multiply(destination, (float)(1.0 / grams), destination);
        }

        return grams > 0;
    }

    /// <summary>Adds the vectors of all n-grams of a word (UTF-8, without marks) and returns how many there were.</summary>
    internal int Add(ReadOnlySpan<byte> word, Span<float> sum)
    {
        var marked = new byte[word.Length + 2];
        marked[0] = (byte)'<';
        word.CopyTo(marked.AsSpan(1));
        marked[^1] = (byte)'>';
        var grams = 0;
        for (var start = 0; start < marked.Length; start++)
        {
            if (!IsContinuation(marked[start]))
            {
                grams += AddFrom(marked, start, sum);
            }
        }

        return grams;
    }

    private int AddFrom(ReadOnlySpan<byte> marked, int start, Span<float> sum)
    {
        var grams = 0;
        var end = start;
        for (var length = 1; end < marked.Length && length <= MaxLength; length++)
        {
            end++;
            while (end < marked.Length && IsContinuation(marked[end]))
            {
                end++;
            }

            var onlyAMark = length == 1 && (start == 0 || end == marked.Length);
            if (length >= MinLength && !onlyAMark)
            {
                var bucket = Hash(marked[start..end]) % (ulong)BucketCount;
                TensorPrimitives.Add(sum, _buckets.Slice((long)bucket * Dimension, Dimension), sum);
                grams++;
            }
        }

        return grams;
    }

    /// <summary>
    /// 32-bit FNV-1a with fastText's quirk: bytes are signed, so those from 0x80 on flip the upper 24 bits too.
    /// Models are trained with it, so anything else finds the wrong buckets outside ASCII.
    /// </summary>
    internal static uint Hash(ReadOnlySpan<byte> gram)
    {
        var hash = 2166136261u;
        foreach (var value in gram)
        {
            hash = (hash ^ (uint)(sbyte)value) * 16777619u;
        }

        return hash;
    }

    private static bool IsContinuation(byte value) => (value & 0xC0) == 0x80;
}

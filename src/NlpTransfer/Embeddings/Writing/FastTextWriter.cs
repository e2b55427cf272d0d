using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text;

namespace NlpTransfer.Embeddings;

/// <summary>
/// Writes a fastText model (version 12, skip-gram) whose word vectors are ours. With subwords, a word's own row is
/// what is left when its n-grams are taken out again, so its vector comes back to within rounding; without, exactly.
/// The output layer is zero: the file serves for vectors, not for further training.
/// </summary>
internal static class FastTextWriter
{
    private const int Magic = 793712314;
    private const int Version = 12;
    private const int NegativeSampling = 2;
    private const int SkipGram = 2;

    public static void Write(WordVectors vectors, Stream stream, CancellationToken cancellationToken)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        var subwords = vectors.Subwords;
        var buckets = checked((int)(subwords?.BucketCount ?? 0));
        Arguments(writer, vectors, buckets);
        Dictionary(writer, vectors);
        writer.Write(false); // input is not quantized
        writer.Write((long)vectors.Count + buckets);
        writer.Write((long)vectors.Dimension);
        Rows(writer, vectors, cancellationToken);
        subwords?.Buckets.ForEachSpan(1 << 20, span => writer.Write(MemoryMarshal.AsBytes(span)));
        writer.Write(false); // output is not quantized
        writer.Write((long)vectors.Count);
        writer.Write((long)vectors.Dimension);
        var zeros = new byte[vectors.Dimension * sizeof(float)];
        for (var row = 0; row < vectors.Count; row++)
        {
            writer.Write(zeros);
        }
    }

    private static void Arguments(BinaryWriter writer, WordVectors vectors, int buckets)
    {
        // magic, version, dim, ws, epoch, minCount, neg, wordNgrams, loss, model, bucket, minn, maxn, lrUpdateRate
        int[] values =
        [
            Magic, Version, vectors.Dimension, 5, 5, 1, 5, 1, NegativeSampling, SkipGram, buckets,
            vectors.Subwords?.MinLength ?? 0, vectors.Subwords?.MaxLength ?? 0, 100,
        ];
        foreach (var value in values)
        {
            writer.Write(value);
        }

        writer.Write(1e-4); // t
    }

    // Counts fall, because fastText expects its dictionary sorted by them.
    private static void Dictionary(BinaryWriter writer, WordVectors vectors)
    {
        writer.Write(vectors.Count);
        writer.Write(vectors.Count);
        writer.Write(0); // labels
        writer.Write((long)vectors.Count * (vectors.Count + 1L) / 2);
        writer.Write(-1L); // not pruned
        for (var row = 0; row < vectors.Count; row++)
        {
            writer.Write(WritableWord.Check(vectors, row, blanksAllowed: false));
            writer.Write((byte)0);
            writer.Write((long)vectors.Count - row);
            writer.Write((byte)0); // a word, not a label
        }
    }

    private static void Rows(BinaryWriter writer, WordVectors vectors, CancellationToken cancellationToken)
    {
        var own = new float[vectors.Dimension];
        var grams = new float[vectors.Dimension];
        for (var row = 0; row < vectors.Count; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            vectors.Row(row).CopyTo(own);
            var word = vectors.Table.Utf8(row);
            if (vectors.Subwords is { } subwords && !word.SequenceEqual("</s>"u8))
            {
                grams.AsSpan().Clear();
                TensorPrimitives.Multiply(own, subwords.Add(word, grams) + 1f, own);
                TensorPrimitives.Subtract(own, grams, own);
            }

            writer.Write(MemoryMarshal.AsBytes<float>(own));
        }
    }
}

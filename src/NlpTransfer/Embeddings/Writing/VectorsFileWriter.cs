using System.Runtime.InteropServices;

namespace NlpTransfer.Embeddings;

/// <summary>Writes the <c>.vectors</c> format; see <see cref="VectorsHeader"/> for its layout.</summary>
internal static class VectorsFileWriter
{
    private const int SpanValues = 1 << 20;

    public static void Write(WordVectors vectors, Stream stream, CancellationToken cancellationToken)
    {
        var table = vectors.Table;
        var buckets = vectors.Subwords?.Buckets ?? new Section<float>([]);
        var header = new VectorsHeader
        {
            Dimension = vectors.Dimension,
            Rows = vectors.Count,
            Slots = table.Slots.Length,
            WordBytes = table.Blob.Length,
            BucketRows = vectors.Subwords?.BucketCount ?? 0,
            MinSubword = vectors.Subwords?.MinLength ?? 0,
            MaxSubword = vectors.Subwords?.MaxLength ?? 0,
            IndexChecksum = Index(table),
            MatrixChecksum = Matrix(vectors.Matrix, buckets, cancellationToken),
        };
        stream.Write(header.ToBytes());
        var at = (long)VectorsHeader.Size;
        Section(table.Blob, header.WordsAt);
        Section(table.Offsets, header.OffsetsAt);
        Section(table.Slots, header.SlotsAt);
        Section(vectors.Matrix, header.MatrixAt);
        Section(buckets, header.BucketsAt);

        void Section<T>(Section<T> section, long offset) where T : unmanaged
        {
            stream.Write(new byte[offset - at]);
            at = offset;
            section.ForEachSpan(SpanValues, span =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                var bytes = MemoryMarshal.AsBytes(span);
                stream.Write(bytes);
                at += bytes.Length;
            });
        }
    }

    /// <summary>The checksum over word bytes, offsets and slots.</summary>
    public static ulong Index(WordTable table)
    {
        var checksum = new Checksum64();
        table.Blob.ForEachSpan(SpanValues, checksum.Append);
        table.Offsets.ForEachSpan(SpanValues, span => checksum.Append(MemoryMarshal.AsBytes(span)));
        table.Slots.ForEachSpan(SpanValues, span => checksum.Append(MemoryMarshal.AsBytes(span)));
        return checksum.Value;
    }

    /// <summary>The checksum over matrix and subword buckets.</summary>
    public static ulong Matrix(Section<float> rows, Section<float> buckets, CancellationToken cancellationToken)
    {
        var checksum = new Checksum64();
        foreach (var section in new[] { rows, buckets })
        {
            section.ForEachSpan(SpanValues, span =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                checksum.Append(MemoryMarshal.AsBytes(span));
            });
        }

        return checksum.Value;
    }
}

using System.Runtime.InteropServices;

namespace NlpTransfer.Embeddings;

/// <summary>Opens <c>.vectors</c> files: mapped when plain, into memory when they come through gzip.</summary>
internal static class VectorsFileReader
{
    public static WordVectors Map(string path, VectorReadOptions options, CancellationToken cancellationToken)
    {
        var length = new FileInfo(path).Length;
        var mapped = new MappedFile(path, length);
        try
        {
            var first = mapped.Section<byte>(0, length).Slice(0, (int)Math.Min(length, VectorsHeader.Size));
            var header = VectorsHeader.Parse(first, length, path);
            var table = new WordTable(
                mapped.Section<byte>(header.WordsAt, header.WordBytes),
                mapped.Section<uint>(header.OffsetsAt, header.Rows + 1),
                mapped.Section<ulong>(header.SlotsAt, header.Slots));
            var rows = mapped.Section<float>(header.MatrixAt, header.Rows * header.Dimension);
            var buckets = mapped.Section<float>(header.BucketsAt, header.BucketRows * header.Dimension);
            return Finish(path, header, table, rows, buckets, options, mapped, cancellationToken);
        }
        catch
        {
            mapped.Dispose();
            throw;
        }
    }

    /// <summary>Whether a file is there whose header is whole, of this version, and fits the file's length.</summary>
    public static bool IsReadable(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using var file = File.OpenRead(path);
        var first = new byte[VectorsHeader.Size];
        var got = file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        try
        {
            VectorsHeader.Parse(first.AsSpan(0, got), file.Length, path);
            return true;
        }
        catch (VectorFormatException)
        {
            return false;
        }
    }

    public static WordVectors Read(string path, Stream stream, VectorReadOptions options, CancellationToken cancellationToken)
    {
        var first = new byte[VectorsHeader.Size];
        var got = stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        var header = VectorsHeader.Parse(first.AsSpan(0, got), DeclaredLength(first.AsSpan(0, got)), path);
        var at = (long)VectorsHeader.Size;
        var blob = Section<byte>(header.WordsAt, header.WordBytes);
        var offsets = Section<uint>(header.OffsetsAt, header.Rows + 1);
        var slots = Section<ulong>(header.SlotsAt, header.Slots);
        var rows = Section<float>(header.MatrixAt, header.Rows * header.Dimension);
        var buckets = Section<float>(header.BucketsAt, header.BucketRows * header.Dimension);
        return Finish(path, header, new WordTable(blob, offsets, slots), rows, buckets, options, null, cancellationToken);

        // A compressed file's header cannot be held against a length, so arrays grow with what really arrives.
        Section<T> Section<T>(long offset, long count) where T : unmanaged
        {
            cancellationToken.ThrowIfCancellationRequested();
            stream.ReadExactly(new byte[offset - at]);
            var values = GrowingArray.Read<T>(stream, count, path, offset);
            at = offset + count * Marshal.SizeOf<T>();
            return new Section<T>(values);
        }
    }

    private static long DeclaredLength(ReadOnlySpan<byte> header) =>
        header.Length < VectorsHeader.Size ? 0 : System.Buffers.Binary.BinaryPrimitives.ReadInt64LittleEndian(header[96..]);

    private static WordVectors Finish(
        string path, VectorsHeader header, WordTable table, Section<float> rows, Section<float> buckets,
        VectorReadOptions options, IDisposable? owner, CancellationToken cancellationToken)
    {
        if (options.VerifyChecksums)
        {
            Verify(path, header, table, rows, buckets, cancellationToken);
        }

        var subwords = header.BucketRows > 0 && options.KeepSubwords
            ? new SubwordVectors(buckets, header.Dimension, header.MinSubword, header.MaxSubword)
            : null;
        var report = new VectorReadReport { Format = VectorFormat.Vectors, RowsRead = header.Rows };
        var all = new WordVectors(table, rows, header.Dimension, subwords, report, owner);
        return options.Words is null && options.Limit is null ? all : RowSelection.Take(all, options);
    }

    private static void Verify(
        string path, VectorsHeader header, WordTable table, Section<float> rows, Section<float> buckets, CancellationToken cancellationToken)
    {
        if (VectorsFileWriter.Index(table) != header.IndexChecksum)
        {
            throw new VectorFormatException(path, "The checksum of words and index does not fit. The file is damaged; convert it again.", byteOffset: header.WordsAt);
        }

        if (VectorsFileWriter.Matrix(rows, buckets, cancellationToken) != header.MatrixChecksum)
        {
            throw new VectorFormatException(path, "The checksum of the vectors does not fit. The file is damaged; convert it again.", byteOffset: header.MatrixAt);
        }
    }
}

using System.Buffers.Binary;

namespace NlpTransfer.Data;

/// <summary>The format of MNIST and its kin: a magic number that says type and rank, big-endian sizes, bytes. Plain or gzip.</summary>
/// <param name="Sizes">Of each dimension.</param>
/// <param name="Values">Row by row.</param>
internal sealed record IdxFile(int[] Sizes, byte[] Values)
{
    private const byte UnsignedBytes = 8;
    private const long LargestFile = 1L << 31;

    /// <exception cref="DatasetException">No such file, or one that is cut off.</exception>
    public static IdxFile Read(string path, int rank)
    {
        using var stream = InputFile.Open(path);
        var head = new byte[4 + (4 * rank)];
        if (stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || head[0] != 0 || head[1] != 0 || head[2] != UnsignedBytes || head[3] != rank)
            throw new DatasetException($"expected an IDX file of bytes in {rank} dimensions, found a head of {Convert.ToHexString(head.AsSpan(0, 4))}.", path);
        var sizes = Enumerable.Range(0, rank).Select(d => BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(4 + (4 * d)))).ToArray();
        var length = sizes.Aggregate((Int128)1, (product, size) => product * Math.Max(0, size));
        if (sizes.Any(s => s < 1) || length >= LargestFile) throw new DatasetException($"its head says that it holds {string.Join(" x ", sizes)} values, which is impossible.", path);
        return new(sizes, Body(stream, (int)length, path));
    }

    // In pieces: a head may claim two gigabytes that the file does not have.
    private static byte[] Body(Stream stream, int length, string path)
    {
        using var body = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = stream.Read(buffer)) > 0 && body.Length <= length;) body.Write(buffer, 0, read);
        return body.Length == length ? body.ToArray() : throw new DatasetException($"its head says that {length} values follow, found {(body.Length > length ? "more" : body.Length)}. Fetch it again.", path);
    }
}

using System.Buffers.Binary;
using NlpTransfer.Embeddings;

namespace NlpTransfer.Training;

/// <summary>
/// A file of features: 8 bytes magic, 32 bytes key, the blocks one after the other, and a checksum of all that. Little-endian.
/// Where a block begins follows from the data that the key stands for.
/// </summary>
internal static class FeatureFile
{
    public const int HeaderBytes = 40;

    private const int ChecksumBytes = sizeof(ulong), ReadAtATime = 1 << 24;

    private static ReadOnlySpan<byte> Magic => "NLPTFEA\x1A"u8;

    /// <summary>Writes under a temporary name first, on another thread than the one that computes the blocks.</summary>
    public static void Write(string path, string key, IEnumerable<byte[]> blocks) =>
        Handover.Run(blocks, computed => AtomicFile.Write(path, stream => Write(stream, key, computed)));

    /// <summary>Maps a file and reads it through once.</summary>
    /// <exception cref="InvalidDataException">It is not what was written, or of another key.</exception>
    public static MappedFile Open(string path, string key, long blockBytes)
    {
        var (found, expected) = (new FileInfo(path).Length, HeaderBytes + blockBytes + ChecksumBytes);
        if (found != expected) throw new InvalidDataException($"it has {found} bytes, expected {expected}");
        var file = new MappedFile(path, found);
        try
        {
            Check(file, key);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static void Write(Stream stream, string key, IEnumerable<byte[]> blocks)
    {
        var checksum = new Checksum64();
        Append(stream, checksum, Header(key));
        foreach (var block in blocks) Append(stream, checksum, block);
        Span<byte> end = stackalloc byte[ChecksumBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(end, checksum.Value);
        stream.Write(end);
    }

    private static void Check(MappedFile file, string key)
    {
        var all = file.Section<byte>(0, file.Length);
        if (!all.Slice(0, HeaderBytes).SequenceEqual(Header(key))) throw new InvalidDataException("it begins otherwise than a file of these features");
        var checksum = new Checksum64();
        file.Section<byte>(0, file.Length - ChecksumBytes).ForEachSpan(ReadAtATime, checksum.Append);
        if (checksum.Value != BinaryPrimitives.ReadUInt64LittleEndian(all.Slice(file.Length - ChecksumBytes, ChecksumBytes))) throw new InvalidDataException("it does not fit its checksum");
    }

    private static byte[] Header(string key) => [.. Magic, .. Convert.FromHexString(key)];

    private static void Append(Stream stream, Checksum64 checksum, byte[] bytes)
    {
        checksum.Append(bytes);
        stream.Write(bytes);
    }
}

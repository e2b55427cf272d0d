using System.Buffers.Binary;
using System.Text;

namespace NlpTransfer.Checkpoints;

/// <summary>
/// Where the entries of an uncompressed archive lie, so that they can be mapped. Every offset and size is held against the file.
/// Format: PKWARE's APPNOTE, sections 4.3.7 to 4.3.16, with the 64-bit extension.
/// </summary>
internal static class ZipDirectory
{
    private const int EndBytes = 22, LongestComment = ushort.MaxValue, LocatorBytes = 20, End64Bytes = 56, HeaderBytes = 46, LocalBytes = 30;
    private const uint EndMark = 0x06054b50, LocatorMark = 0x07064b50, End64Mark = 0x06064b50, HeaderMark = 0x02014b50, LocalMark = 0x04034b50;
    private const ushort Extension64 = 1;

    /// <summary>Offset and length of each entry's bytes.</summary>
    /// <exception cref="TorchFileException">The archive is damaged, compressed or encrypted.</exception>
    public static Dictionary<string, (long Offset, long Length)> Read(Stream file, string path)
    {
        var (start, length) = Locate(file, path);
        var directory = At(file, start, length, path);
        var entries = new Dictionary<string, (long, long)>(StringComparer.Ordinal);
        for (var rest = directory.AsSpan(); rest.Length > 0;)
        {
            if (rest.Length < HeaderBytes || U32(rest, 0) != HeaderMark) throw new TorchFileException(path, "the archive's directory is damaged.");
            int name = U16(rest, 28), extra = U16(rest, 30), total = HeaderBytes + name + extra + U16(rest, 32);
            if (total > rest.Length) throw new TorchFileException(path, "the archive's directory is cut off.");
            var text = Encoding.UTF8.GetString(rest.Slice(HeaderBytes, name));
            if (!entries.TryAdd(text, Entry(file, rest, rest.Slice(HeaderBytes + name, extra), text, start, path))) throw new TorchFileException(path, $"the archive has two entries '{text}'.");
            rest = rest[total..];
        }
        return entries;
    }

    private static (long Start, long Length) Locate(Stream file, string path)
    {
        var tailBytes = Math.Min(file.Length, EndBytes + LongestComment);
        var tail = At(file, file.Length - tailBytes, tailBytes, path).AsSpan();
        for (var at = tail.Length - EndBytes; at >= 0; at--)
        {
            if (U32(tail, at) != EndMark) continue;
            var (length, start) = ((long)U32(tail, at + 12), (long)U32(tail, at + 16));
            return length == uint.MaxValue || start == uint.MaxValue ? Locate64(file, file.Length - tailBytes + at, path) : (start, length);
        }
        throw new TorchFileException(path, "the archive has no end; the file is cut off.");
    }

    private static (long Start, long Length) Locate64(Stream file, long end, string path)
    {
        var locator = At(file, end - LocatorBytes, LocatorBytes, path);
        if (U32(locator, 0) != LocatorMark) throw new TorchFileException(path, "the archive's end is damaged.");
        var record = At(file, I64(locator, 8), End64Bytes, path);
        return U32(record, 0) == End64Mark ? (I64(record, 48), I64(record, 40)) : throw new TorchFileException(path, "the archive's end is damaged.");
    }

    private static (long Offset, long Length) Entry(Stream file, ReadOnlySpan<byte> header, ReadOnlySpan<byte> extra, string name, long end, string path)
    {
        if (U16(header, 10) != 0 || (U16(header, 8) & 1) != 0) throw new TorchFileException(path, $"the entry '{name}' is compressed or encrypted; PyTorch stores its tensors plainly. Unpack it and save it again with torch.save.");
        var (packed, length, local) = ((long)U32(header, 20), (long)U32(header, 24), (long)U32(header, 42));
        ReadExtension(extra, ref length, ref packed, ref local);
        var start = At(file, local, LocalBytes, path);
        if (U32(start, 0) != LocalMark || packed != length) throw new TorchFileException(path, $"the entry '{name}' is damaged.");
        var offset = local + LocalBytes + U16(start, 26) + U16(start, 28);
        return length >= 0 && length <= end - offset ? (offset, length) : throw new TorchFileException(path, $"the entry '{name}' has {length} bytes from byte {offset} on, which reach beyond the archive's contents at {end}.");
    }

    // Sizes that do not fit 32 bits stand in an extra field, in this order, only those that did not fit.
    private static void ReadExtension(ReadOnlySpan<byte> extra, ref long length, ref long packed, ref long local)
    {
        for (; extra.Length >= 4; extra = extra[Math.Min(extra.Length, 4 + U16(extra, 2))..])
        {
            if (U16(extra, 0) != Extension64) continue;
            var field = extra.Slice(4, Math.Min(extra.Length - 4, U16(extra, 2)));
            Take(ref field, ref length);
            Take(ref field, ref packed);
            Take(ref field, ref local);
        }
    }

    private static void Take(ref ReadOnlySpan<byte> field, ref long value)
    {
        if (value != uint.MaxValue || field.Length < sizeof(long)) return;
        value = BinaryPrimitives.ReadInt64LittleEndian(field);
        field = field[sizeof(long)..];
    }

    private static byte[] At(Stream file, long offset, long length, string path)
    {
        if (offset < 0 || length < 0 || offset > file.Length - length || length > Array.MaxLength) throw new TorchFileException(path, $"the archive speaks of {length} bytes from byte {offset} on, but the file has {file.Length}; it is cut off or damaged.");
        var bytes = new byte[length];
        file.Position = offset;
        file.ReadExactly(bytes);
        return bytes;
    }

    private static ushort U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static long I64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);
}

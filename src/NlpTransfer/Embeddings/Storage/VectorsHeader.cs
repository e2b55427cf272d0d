using System.Buffers.Binary;

namespace NlpTransfer.Embeddings;

/// <summary>
/// The first 256 bytes of a <c>.vectors</c> file, little-endian:
/// <code>
///   0 magic "NLPTVEC\x1A"   8 u32 version   12 i32 dimension   16 i64 rows   24 i64 hash slots
///  32 i64 word bytes: offset   40 length     48 i64 word offsets (u32 x rows+1)   56 i64 slots (u64)
///  64 i64 matrix (float32, 64-byte aligned)  72 i64 subword buckets: offset   80 rows   88 i32 min   92 i32 max
///  96 i64 file length   104 u64 checksum of word bytes, offsets and slots   112 u64 checksum of matrix and buckets
/// 248 u64 checksum of bytes 0 to 247
/// </code>
/// Unused bytes are zero. All sections begin at multiples of 64.
/// </summary>
internal sealed record VectorsHeader
{
    public const int Size = 256;
    public const uint CurrentVersion = 1;
    public const int Alignment = 64;
    private const int ChecksumAt = 248;

    public static ReadOnlySpan<byte> Magic => "NLPTVEC\x1A"u8;

    public required int Dimension { get; init; }
    public required long Rows { get; init; }
    public required long Slots { get; init; }
    public required long WordBytes { get; init; }
    public long BucketRows { get; init; }
    public int MinSubword { get; init; }
    public int MaxSubword { get; init; }
    public ulong IndexChecksum { get; init; }
    public ulong MatrixChecksum { get; init; }

    public long WordsAt => Size;
    public long OffsetsAt => Align(WordsAt + WordBytes);
    public long SlotsAt => Align(OffsetsAt + (Rows + 1) * sizeof(uint));
    public long MatrixAt => Align(SlotsAt + Slots * sizeof(ulong));
    public long BucketsAt => Align(MatrixAt + Rows * Dimension * sizeof(float));
    public long FileLength => BucketsAt + BucketRows * Dimension * sizeof(float);

    public static VectorsHeader Parse(ReadOnlySpan<byte> bytes, long fileLength, string file)
    {
        CheckFrame(bytes, file);
        var header = new VectorsHeader
        {
            Dimension = BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]),
            Rows = BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
            Slots = BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]),
            WordBytes = BinaryPrimitives.ReadInt64LittleEndian(bytes[40..]),
            BucketRows = BinaryPrimitives.ReadInt64LittleEndian(bytes[80..]),
            MinSubword = BinaryPrimitives.ReadInt32LittleEndian(bytes[88..]),
            MaxSubword = BinaryPrimitives.ReadInt32LittleEndian(bytes[92..]),
            IndexChecksum = BinaryPrimitives.ReadUInt64LittleEndian(bytes[104..]),
            MatrixChecksum = BinaryPrimitives.ReadUInt64LittleEndian(bytes[112..]),
        };
        header.CheckSizes(fileLength, file);
        header.CheckOffsets(bytes, file);
        return header;
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), CurrentVersion);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), Dimension);
        long[] counts = [Rows, Slots, WordsAt, WordBytes, OffsetsAt, SlotsAt, MatrixAt, BucketsAt, BucketRows];
        for (var i = 0; i < counts.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16 + 8 * i), counts[i]);
        }

        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(88), MinSubword);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(92), MaxSubword);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(96), FileLength);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(104), IndexChecksum);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(112), MatrixChecksum);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(ChecksumAt), Checksum64.Of(bytes.AsSpan(0, ChecksumAt)));
        return bytes;
    }

    private static void CheckFrame(ReadOnlySpan<byte> bytes, string file)
    {
        if (bytes.Length < Size)
        {
            throw new VectorFormatException(file, $"A .vectors file begins with {Size} bytes of header, found {bytes.Length}. The file was cut off; convert it again.", byteOffset: bytes.Length);
        }

        var version = BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        if (version != CurrentVersion)
        {
            throw new VectorFormatException(file, $"Format version {version} is not known here; this library reads version {CurrentVersion}. Update the library or convert the vectors again.", byteOffset: 8);
        }

        if (BinaryPrimitives.ReadUInt64LittleEndian(bytes[ChecksumAt..]) != Checksum64.Of(bytes[..ChecksumAt]))
        {
            throw new VectorFormatException(file, "The header's checksum does not fit its content. The file is damaged; convert it again.", byteOffset: ChecksumAt);
        }
    }

    // Sums are taken in UInt128 so that no count, however absurd, can wrap around to a plausible size.
    private void CheckSizes(long fileLength, string file)
    {
        UInt128 room = (UInt128)Math.Max(0, fileLength);
        var plausible = Dimension >= 1 && Rows is >= 0 and < int.MaxValue && Slots > Rows && WordBytes is >= 0 and <= uint.MaxValue && BucketRows >= 0
            && MinSubword >= 0 && MaxSubword >= 0
            && (UInt128)Rows * (UInt128)Dimension * 4 <= room && (UInt128)BucketRows * (UInt128)Dimension * 4 <= room && (UInt128)Slots * 8 <= room;
        if (!plausible || FileLength != fileLength)
        {
            throw new VectorFormatException(file, $"The header describes {Rows} rows of {Dimension} values, which does not fit a file of {fileLength} bytes. The file was cut off or damaged; convert it again.", byteOffset: 12);
        }
    }

    private void CheckOffsets(ReadOnlySpan<byte> bytes, string file)
    {
        ReadOnlySpan<int> at = [32, 48, 56, 64, 72, 96];
        ReadOnlySpan<long> expected = [WordsAt, OffsetsAt, SlotsAt, MatrixAt, BucketsAt, FileLength];
        for (var i = 0; i < at.Length; i++)
        {
            var found = BinaryPrimitives.ReadInt64LittleEndian(bytes[at[i]..]);
            if (found != expected[i])
            {
                throw new VectorFormatException(file, $"Expected offset {expected[i]} here, found {found}. The file is damaged; convert it again.", byteOffset: at[i]);
            }
        }
    }

    private static long Align(long offset) => (offset + Alignment - 1) / Alignment * Alignment;
}

using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace NlpTransfer.Checkpoints;

/// <summary>The bytes of a pickle. Every length is held against what the file still has before anything is allocated for it.</summary>
internal sealed class PickleReader(Stream stream, long end, string path)
{
    private const int LongestLine = 1024;

    public long Position => stream.Position;

    public TorchFileException Fault(string fault) => new(path, $"{fault} (byte {stream.Position})");

    public byte Byte()
    {
        if (stream.Position >= end) throw Fault("the pickle ends in the middle; the file is cut off.");
        return (byte)stream.ReadByte();
    }

    public int UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(sizeof(ushort)));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Bytes(sizeof(int)));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Bytes(sizeof(long)));

    public double Double() => BinaryPrimitives.ReadDoubleBigEndian(Bytes(sizeof(double)));

    public string Text(long length)
    {
        try
        {
            return Strict.GetString(Bytes(length));
        }
        catch (DecoderFallbackException)
        {
            throw Fault("expected a text in UTF-8, found other bytes.");
        }
    }

    /// <summary>A number of any width, two's complement; a <see cref="BigInteger"/> where 64 bits are too few.</summary>
    public object Number(long length)
    {
        var value = new BigInteger(Bytes(length));
        return value >= long.MinValue && value <= long.MaxValue ? (object)(long)value : value;
    }

    /// <summary>Up to the next line break.</summary>
    public string Line()
    {
        var line = new StringBuilder();
        for (var c = Byte(); c != '\n'; c = Byte())
            if (line.Append((char)c).Length > LongestLine) throw Fault($"expected a name of at most {LongestLine} characters.");
        return line.ToString();
    }

    public byte[] Bytes(long length)
    {
        if (length < 0 || length > end - stream.Position) throw Fault($"{length} bytes are announced, but {end - stream.Position} are there; the file is cut off or damaged.");
        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
}

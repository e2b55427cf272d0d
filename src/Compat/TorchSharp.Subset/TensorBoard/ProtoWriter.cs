using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace TorchSharp.TensorBoard;

/// <summary>Writes fields of a Protocol Buffers message; as much of the encoding as summaries need.</summary>
internal sealed class ProtoWriter
{
    private readonly ArrayBufferWriter<byte> buffer = new();

    internal ReadOnlySpan<byte> Bytes => buffer.WrittenSpan;

    internal ProtoWriter Integer(int field, long value)
    {
        Tag(field, 0);
        Varint((ulong)value);
        return this;
    }

    internal ProtoWriter Double(int field, double value)
    {
        Tag(field, 1);
        BinaryPrimitives.WriteDoubleLittleEndian(buffer.GetSpan(8), value);
        buffer.Advance(8);
        return this;
    }

    internal ProtoWriter Single(int field, float value)
    {
        Tag(field, 5);
        BinaryPrimitives.WriteSingleLittleEndian(buffer.GetSpan(4), value);
        buffer.Advance(4);
        return this;
    }

    internal ProtoWriter Text(int field, string value) => Raw(field, Encoding.UTF8.GetBytes(value));

    internal ProtoWriter Message(int field, ProtoWriter message) => Raw(field, message.Bytes);

    /// <summary>A packed repeated field of doubles.</summary>
    internal ProtoWriter Doubles(int field, IReadOnlyCollection<double> values)
    {
        var bytes = new byte[values.Count * 8];
        int at = 0;
        foreach (double value in values)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(at), value);
            at += 8;
        }
        return Raw(field, bytes);
    }

    private ProtoWriter Raw(int field, ReadOnlySpan<byte> bytes)
    {
        Tag(field, 2);
        Varint((ulong)bytes.Length);
        buffer.Write(bytes);
        return this;
    }

    private void Tag(int field, int wireType) => Varint((ulong)((field << 3) | wireType));

    private void Varint(ulong value)
    {
        Span<byte> span = buffer.GetSpan(10);
        int length = 0;
        for (; value >= 0x80; value >>= 7) span[length++] = (byte)(value | 0x80);
        span[length++] = (byte)value;
        buffer.Advance(length);
    }
}

using System.Buffers.Binary;

namespace NlpTransfer.Tokenization;

/// <summary>Reads the fields of a protobuf message (protobuf.dev/programming-guides/encoding); lengths are held against what is there.</summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> message, string source)
{
    private const int VarintBytes = 10;

    private ReadOnlySpan<byte> rest = message;

    /// <summary>The number of the field at hand.</summary>
    public int Field { get; private set; }

    /// <summary>The number that a field of a simple type holds; a float's bits for four bytes.</summary>
    public ulong Value { get; private set; }

    /// <summary>What a field of text, bytes or a message holds.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    public readonly float Single => BitConverter.UInt32BitsToSingle((uint)Value);

    /// <summary>Goes to the next field; false at the end.</summary>
    /// <exception cref="TokenizerFormatException">The message is damaged.</exception>
    public bool Next()
    {
        if (rest.Length == 0) return false;
        var tag = Varint();
        Field = (int)(tag >> 3);
        Bytes = default;
        switch (tag & 7)
        {
            case 0: Value = Varint(); break;
            case 1: Value = BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong))); break;
            case 2: Bytes = Take(Varint()); break;
            case 5: Value = BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint))); break;
            default: throw new TokenizerFormatException($"expected a SentencePiece model (protobuf), found a field of unknown type {tag & 7}.", source);
        }
        return true;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (var i = 0; i < VarintBytes; i++)
        {
            var b = Take(1)[0];
            value |= (ulong)(b & 0x7F) << (7 * i);
            if (b < 0x80) return value;
        }
        throw new TokenizerFormatException("expected a SentencePiece model (protobuf), found a number that does not end.", source);
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)rest.Length) throw new TokenizerFormatException($"expected a SentencePiece model (protobuf); a field has {length} bytes, but {rest.Length} are left. The file is cut off or of another kind.", source);
        var taken = rest[..(int)length];
        rest = rest[(int)length..];
        return taken;
    }
}

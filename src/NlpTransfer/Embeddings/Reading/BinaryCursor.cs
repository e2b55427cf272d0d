using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace NlpTransfer.Embeddings;

/// <summary>Reads the little-endian values and delimited words of binary vector files, and knows where it is.</summary>
internal sealed class BinaryCursor(Stream stream, string path)
{
    /// <summary>Longer "words" only come from reading at the wrong place.</summary>
    private const int MostWordBytes = 1 << 16;

    private readonly byte[] _buffer = new byte[1 << 20];
    private int _at;
    private int _filled;
    private long _before;

    /// <summary>Offset of the next byte.</summary>
    public long Position => _before + _at;

    /// <summary>The offset that counts as the stream's beginning.</summary>
    public long StartsAt
    {
        init => _before = value;
    }

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)));

    public byte Byte() => Take(1)[0];

    /// <summary>The bytes up to a delimiter, which is taken too. Valid until the next call.</summary>
    public ReadOnlySpan<byte> Until(byte delimiter)
    {
        while (true)
        {
            var found = _buffer.AsSpan(_at, _filled - _at).IndexOf(delimiter);
            if (found >= 0)
            {
                var word = _buffer.AsSpan(_at, found);
                _at += found + 1;
                return word;
            }

            if (_filled - _at > MostWordBytes)
            {
                throw new VectorFormatException(path, $"Expected a word of at most {MostWordBytes} bytes, found no end of it. The values before it are damaged or have another length.", byteOffset: Position);
            }

            Fill(_filled - _at + 1);
        }
    }

    /// <summary>Takes one byte when it is the stated one.</summary>
    public void SkipIf(byte value)
    {
        if ((_at < _filled || TryFill(1)) && _buffer[_at] == value)
        {
            _at++;
        }
    }

    /// <summary>Whether nothing is left.</summary>
    public bool AtEnd => _at == _filled && !TryFill(1);

    public void Floats(Span<float> destination)
    {
        var bytes = MemoryMarshal.AsBytes(destination);
        while (bytes.Length > 0)
        {
            if (_at == _filled)
            {
                Fill(1);
            }

            var part = Math.Min(bytes.Length, _filled - _at);
            _buffer.AsSpan(_at, part).CopyTo(bytes);
            _at += part;
            bytes = bytes[part..];
        }
    }

    public void Skip(long bytes)
    {
        while (bytes > 0)
        {
            if (_at == _filled)
            {
                Fill(1);
            }

            var part = (int)Math.Min(bytes, _filled - _at);
            _at += part;
            bytes -= part;
        }
    }

    private ReadOnlySpan<byte> Take(int bytes)
    {
        if (_filled - _at < bytes)
        {
            Fill(bytes);
        }

        _at += bytes;
        return _buffer.AsSpan(_at - bytes, bytes);
    }

    private void Fill(int needed)
    {
        if (!TryFill(needed))
        {
            throw new VectorFormatException(path, "The file ends in the middle of a vector or word. It was cut off; get it again.", byteOffset: Position + _filled - _at);
        }
    }

    private bool TryFill(int needed)
    {
        _buffer.AsSpan(_at, _filled - _at).CopyTo(_buffer);
        _before += _at;
        _filled -= _at;
        _at = 0;
        _filled += stream.ReadAtLeast(_buffer.AsSpan(_filled), needed - _filled, throwOnEndOfStream: false);
        return _filled >= needed;
    }
}

using System.Text;

namespace NlpTransfer.Embeddings;

/// <summary>A forward reader of the few JSON constructs in a wink document's header.</summary>
internal sealed class ByteCursor(Stream stream, string path)
{
    private const int MostStringBytes = 1 << 16;

    private readonly byte[] _buffer = new byte[1 << 16];
    private int _at;
    private int _filled;
    private long _before;

    /// <summary>Offset of the next byte.</summary>
    public long Position => _before + _at;

    /// <summary>Skips blanks and returns the byte that follows, without taking it.</summary>
    public byte PeekVisible()
    {
        while (Peek() <= ' ')
        {
            _at++;
        }

        return _buffer[_at];
    }

    public void Expect(char character)
    {
        if (PeekVisible() != character)
        {
            throw Wrong($"Expected '{character}', found {Quote.Bytes(_buffer.AsSpan(_at, 1))}.");
        }

        _at++;
    }

    public string String()
    {
        Expect('"');
        var bytes = new List<byte>();
        while (Peek() != '"')
        {
            bytes.Add(Next());
            if (bytes.Count > MostStringBytes)
            {
                throw Wrong($"A string is longer than {MostStringBytes} bytes.");
            }
        }

        _at++;
        return Encoding.UTF8.GetString([.. bytes]);
    }

    /// <summary>A number or literal, up to the next comma, brace or blank.</summary>
    public byte[] Scalar()
    {
        var bytes = new List<byte>();
        while (Peek() is not ((byte)',' or (byte)'}' or <= (byte)' ') && bytes.Count < 64)
        {
            bytes.Add(Next());
        }

        return [.. bytes];
    }

    public void SkipArrayOfStrings()
    {
        Expect('[');
        while (PeekVisible() != ']')
        {
            if (Next() == '"')
            {
                SkipString();
            }
        }

        _at++;
    }

    private void SkipString()
    {
        for (var next = Next(); next != '"'; next = Next())
        {
            if (next == '\\')
            {
                Next();
            }
        }
    }

    private byte Next()
    {
        var value = Peek();
        _at++;
        return value;
    }

    private byte Peek()
    {
        if (_at == _filled)
        {
            _before += _filled;
            _at = 0;
            _filled = stream.Read(_buffer);
            if (_filled == 0)
            {
                throw Wrong("The file ends before its vectors begin. It was cut off; get it again.");
            }
        }

        return _buffer[_at];
    }

    private VectorFormatException Wrong(string problem) => new(path, problem, byteOffset: Position);
}

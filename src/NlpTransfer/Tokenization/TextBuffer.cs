using System.Buffers;

namespace NlpTransfer.Tokenization;

/// <summary>Text under construction, in a rented array.</summary>
internal ref struct TextBuffer
{
    private char[] rented;

    internal TextBuffer(int expectedLength) => rented = ArrayPool<char>.Shared.Rent(expectedLength + 16);

    internal int Length { get; private set; }

    internal readonly ReadOnlySpan<char> Text => rented.AsSpan(0, Length);

    internal void Append(char c)
    {
        if (Length == rented.Length)
            Grow(1);
        rented[Length++] = c;
    }

    internal void Append(ReadOnlySpan<char> text)
    {
        if (text.Length > rented.Length - Length)
            Grow(text.Length);
        text.CopyTo(rented.AsSpan(Length));
        Length += text.Length;
    }

    internal void Append(int codePoint)
    {
        if (codePoint < 0x10000)
        {
            Append((char)codePoint);
            return;
        }
        Append((char)(0xD7C0 + (codePoint >> 10)));
        Append((char)(0xDC00 | (codePoint & 0x3FF)));
    }

    internal void Insert(int index, int codePoint)
    {
        int width = codePoint < 0x10000 ? 1 : 2;
        Append(codePoint);
        Span<char> added = stackalloc char[2];
        rented.AsSpan(Length - width, width).CopyTo(added);
        rented.AsSpan(index, Length - width - index).CopyTo(rented.AsSpan(index + width));
        added[..width].CopyTo(rented.AsSpan(index));
    }

    /// <summary>The room behind the text, at least <paramref name="length"/> characters, to be written directly.</summary>
    internal Span<char> Room(int length)
    {
        if (length > rented.Length - Length)
            Grow(length);
        return rented.AsSpan(Length);
    }

    /// <summary>Takes over what was written into <see cref="Room"/>.</summary>
    internal void Advance(int length) => Length += length;

    public void Dispose()
    {
        ArrayPool<char>.Shared.Return(rented);
        rented = [];
        Length = 0;
    }

    private void Grow(int atLeast)
    {
        char[] larger = ArrayPool<char>.Shared.Rent(Math.Max(rented.Length * 2, Length + atLeast));
        rented.AsSpan(0, Length).CopyTo(larger);
        ArrayPool<char>.Shared.Return(rented);
        rented = larger;
    }
}

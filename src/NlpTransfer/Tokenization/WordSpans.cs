using System.Collections;

namespace NlpTransfer.Tokenization;

/// <summary>Offsets and lengths of words, in memory that the same thread uses again once they are disposed.</summary>
/// <remarks>Disposing the sequence, not its enumerator, gives the memory back: plain foreach does not, so whoever keeps
/// the sequence may enumerate it as often as wanted.</remarks>
internal sealed class WordSpans : IEnumerable<(int Offset, int Length)>, IDisposable
{
    // A long document must not keep its memory for the life of the thread.
    private const int LargestKept = 1 << 16;

    [ThreadStatic]
    private static WordSpans? spare;

    private readonly Cursor cursor;
    private (int Offset, int Length)[] spans = new (int, int)[256];
    private int count;
    private bool cursorIsOut;
    private bool isRented;

    private WordSpans() => cursor = new(this);

    internal static WordSpans Rent()
    {
        WordSpans rented = spare ?? new();
        spare = null;
        rented.count = 0;
        rented.cursorIsOut = false;
        rented.isRented = true;
        return rented;
    }

    internal void Add(int offset, int length)
    {
        if (count == spans.Length)
            Array.Resize(ref spans, count * 2);
        spans[count++] = (offset, length);
    }

    internal void AddIfAny(int offset, int length)
    {
        if (length > 0)
            Add(offset, length);
    }

    public IEnumerator<(int Offset, int Length)> GetEnumerator()
    {
        if (cursorIsOut)
            return new Cursor(this);
        cursorIsOut = true;
        cursor.Reset();
        return cursor;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose()
    {
        if (isRented && spans.Length <= LargestKept)
            spare = this;
        isRented = false;
    }

    private sealed class Cursor(WordSpans owner) : IEnumerator<(int Offset, int Length)>
    {
        private int index = -1;

        public (int Offset, int Length) Current => owner.spans[index];

        object IEnumerator.Current => Current;

        public bool MoveNext() => ++index < owner.count;

        public void Reset() => index = -1;

        public void Dispose()
        {
        }
    }
}

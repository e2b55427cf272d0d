using System.Text;

namespace NlpTransfer.Embeddings;

/// <summary>Collects words into a <see cref="WordTable"/>; the first of two equal words wins.</summary>
internal sealed class WordTableBuilder
{
    private byte[] _blob;
    private uint[] _offsets;
    private ulong[] _slots;
    private ulong[] _hashes;
    private int _count;

    /// <param name="expectedWords">How many words will come; more are taken too, at the cost of growing.</param>
    /// <param name="expectedBytes">How many bytes they have together.</param>
    public WordTableBuilder(int expectedWords, int expectedBytes)
    {
        _blob = new byte[Math.Max(16, expectedBytes)];
        _offsets = new uint[expectedWords + 1];
        _hashes = new ulong[Math.Max(8, expectedWords)];
        _slots = new ulong[SlotsFor(expectedWords)];
    }

    public int Count => _count;

    public static WordTable FromWords(IReadOnlyCollection<string> words)
    {
        var builder = new WordTableBuilder(words.Count, words.Count * 8);
        foreach (var word in words)
        {
            builder.TryAdd(Encoding.UTF8.GetBytes(word));
        }

        return builder.Build();
    }

    /// <summary>Adds a word as the next row. False, and nothing added, when the word is there already.</summary>
    public bool TryAdd(ReadOnlySpan<byte> word)
    {
        var hash = WordHash.Of(word);
        if (!Claim(word, hash))
        {
            return false;
        }

        Append(word, hash);
        if (_count > _slots.Length / 3 * 2)
        {
            Rehash();
        }

        return true;
    }

    public WordTable Build() =>
        new(new Section<byte>(_blob, _offsets[_count]), new Section<uint>(_offsets, _count + 1), new Section<ulong>(_slots));

    private static int SlotsFor(int words) => Math.Max(8, checked(words + words / 2 + 8));

    private bool Claim(ReadOnlySpan<byte> word, ulong hash)
    {
        var at = WordTable.FirstSlot(hash, _slots.Length);
        while (_slots[at] != 0)
        {
            if ((uint)(_slots[at] >> 32) == (uint)hash && Utf8((int)((uint)_slots[at] - 1)).SequenceEqual(word))
            {
                return false;
            }

            at = at + 1 == _slots.Length ? 0 : at + 1;
        }

        _slots[at] = Slot(hash, _count);
        return true;
    }

    private void Append(ReadOnlySpan<byte> word, ulong hash)
    {
        var start = _offsets[_count];
        var end = checked(start + (uint)word.Length);
        Grow(ref _blob, end);
        Grow(ref _offsets, _count + 2L);
        Grow(ref _hashes, _count + 1L);
        word.CopyTo(_blob.AsSpan((int)start));
        _hashes[_count] = hash;
        _offsets[++_count] = end;
    }

    private void Rehash()
    {
        _slots = new ulong[SlotsFor(checked(_count * 2))];
        for (var row = 0; row < _count; row++)
        {
            var at = WordTable.FirstSlot(_hashes[row], _slots.Length);
            while (_slots[at] != 0)
            {
                at = at + 1 == _slots.Length ? 0 : at + 1;
            }

            _slots[at] = Slot(_hashes[row], row);
        }
    }

    private ReadOnlySpan<byte> Utf8(int row) =>
        _blob.AsSpan((int)_offsets[row], (int)(_offsets[row + 1] - _offsets[row]));

    private static ulong Slot(ulong hash, int row) => ((hash & uint.MaxValue) << 32) | (uint)(row + 1);

    private static void Grow<T>(ref T[] array, long needed)
    {
        if (needed > array.Length)
        {
            Array.Resize(ref array, (int)Math.Min(Array.MaxLength, Math.Max(needed, array.Length * 2L)));
        }
    }
}

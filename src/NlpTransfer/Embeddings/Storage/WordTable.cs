using System.Buffers;
using System.Text;

namespace NlpTransfer.Embeddings;

/// <summary>
/// Words and their rows: all words' UTF-8 bytes in one blob, the offsets of their starts, and an
/// open-addressing hash index. The three parts look the same in memory and in a mapped file, so opening
/// a file costs nothing per word.
/// </summary>
internal sealed class WordTable(Section<byte> blob, Section<uint> offsets, Section<ulong> slots)
{
    private const int StackBytes = 512;

    /// <summary>UTF-8 bytes of all words, one after the other.</summary>
    public Section<byte> Blob { get; } = blob;

    /// <summary>Start of each word in the blob, and the blob's length at the end: one more than there are words.</summary>
    public Section<uint> Offsets { get; } = offsets;

    /// <summary>The index: low 32 bits hold row + 1 (0 = free), high 32 bits the hash's low half.</summary>
    public Section<ulong> Slots { get; } = slots;

    public int Count => (int)(Offsets.Length - 1);

    public ReadOnlySpan<byte> Utf8(int row)
    {
        var bounds = Offsets.Slice(row, 2);
        var length = (long)bounds[1] - bounds[0];
        return length is >= 0 and <= int.MaxValue
            ? Blob.Slice(bounds[0], (int)length)
            : throw new InvalidDataException($"The vector data is damaged: the word in row {row} would have {length} bytes.");
    }

    public string Word(int row) => Encoding.UTF8.GetString(Utf8(row));

    /// <summary>The row of a word, or -1.</summary>
    public int IndexOf(ReadOnlySpan<byte> word) => IndexOf(word, WordHash.Of(word));

    public int IndexOf(ReadOnlySpan<byte> word, ulong hash)
    {
        var tag = (uint)hash;
        var capacity = Slots.Length;
        var at = FirstSlot(hash, capacity);
        for (long probes = 0; probes < capacity; probes++)
        {
            var slot = Slots[at];
            if (slot == 0)
            {
                return -1;
            }

            if ((uint)(slot >> 32) == tag && Utf8((int)((uint)slot - 1)).SequenceEqual(word))
            {
                return (int)((uint)slot - 1);
            }

            at = at + 1 == capacity ? 0 : at + 1;
        }

        return -1;
    }

    /// <summary>The row of a word, or -1. Lone surrogates are looked up as U+FFFD, as UTF-8 writes them.</summary>
    public int IndexOf(ReadOnlySpan<char> word)
    {
        var most = Encoding.UTF8.GetMaxByteCount(word.Length);
        if (most <= StackBytes)
        {
            Span<byte> bytes = stackalloc byte[StackBytes];
            return IndexOf(bytes[..Encoding.UTF8.GetBytes(word, bytes)]);
        }

        var rented = ArrayPool<byte>.Shared.Rent(most);
        var row = IndexOf(rented.AsSpan(0, Encoding.UTF8.GetBytes(word, rented)));
        ArrayPool<byte>.Shared.Return(rented);
        return row;
    }

    /// <summary>Where the search for a hash begins: its high half scaled to the number of slots.</summary>
    public static long FirstSlot(ulong hash, long capacity) => (long)(((hash >> 32) * (ulong)capacity) >> 32);
}

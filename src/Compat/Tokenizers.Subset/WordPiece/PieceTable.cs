using System.Numerics;

namespace Microsoft.ML.Tokenizers.WordPiece;

/// <summary>Finds the longest known beginning of a text without making a string of it.</summary>
/// <remarks>Open addressing over a hash that grows character by character: one pass gives the hash of every
/// beginning, and the longest is looked up first, so a whole word costs one probe. A dictionary of strings needed an
/// allocation, or at least a hash over the characters again, for each length tried.</remarks>
internal sealed class PieceTable
{
    private const uint Seed = 2166136261, Prime = 16777619, Spread = 0x9E3779B9;

    private readonly Entry[] entries;
    private readonly char[] characters;
    private readonly int shift;

    internal PieceTable(IReadOnlyCollection<KeyValuePair<string, int>> pieces)
    {
        int bits = Math.Max(4, BitOperations.Log2((uint)Math.Max(1, pieces.Count)) + 2);
        shift = 32 - bits;
        entries = new Entry[1 << bits];
        characters = string.Concat(pieces.Select(p => p.Key)).ToCharArray();
        var start = 0;
        foreach ((string text, int id) in pieces)
        {
            Insert(text, id, start);
            start += text.Length;
        }
    }

    /// <summary>The longest piece's length; no beginning beyond it need be tried.</summary>
    internal int MaxLength { get; private set; }

    /// <summary>The id of the longest piece that the text starts with, or -1.</summary>
    internal int FindLongest(ReadOnlySpan<char> text, out int length)
    {
        int limit = Math.Min(text.Length, MaxLength);
        Span<uint> hashes = limit <= 256 ? stackalloc uint[limit] : new uint[limit];
        uint hash = Seed;
        for (var i = 0; i < hashes.Length; i++)
            hashes[i] = hash = Step(hash, text[i]);
        for (length = limit; length > 0; length--)
        {
            int id = Find(text[..length], hashes[length - 1]);
            if (id >= 0)
                return id;
        }
        return -1;
    }

    private static uint Step(uint hash, char next) => (hash ^ next) * Prime;

    private int Find(ReadOnlySpan<char> text, uint hash)
    {
        for (int slot = Slot(hash); ; slot = (slot + 1) & (entries.Length - 1))
        {
            ref readonly Entry entry = ref entries[slot];
            if (entry.Length == 0)
                return -1;
            if (entry.Hash == hash && entry.Length == text.Length && text.SequenceEqual(characters.AsSpan(entry.Start, entry.Length)))
                return entry.Id;
        }
    }

    private void Insert(string text, int id, int start)
    {
        if (text.Length == 0)
            return;
        uint hash = Seed;
        foreach (char c in text)
            hash = Step(hash, c);
        int slot = Slot(hash);
        while (entries[slot].Length != 0)
            slot = (slot + 1) & (entries.Length - 1);
        entries[slot] = new Entry(hash, start, text.Length, id);
        MaxLength = Math.Max(MaxLength, text.Length);
    }

    private int Slot(uint hash) => (int)((hash * Spread) >> shift);

    /// <summary>A piece; length 0 marks a free slot.</summary>
    private readonly record struct Entry(uint Hash, int Start, int Length, int Id);
}

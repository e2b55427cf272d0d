using System.Buffers.Binary;

namespace NlpTransfer.Tokenization;

/// <summary>
/// SentencePiece's compiled rules for replacing characters: a double-array trie (Aoe 1989, as Darts-clone lays it out) from a
/// text's bytes to a place among the replacements, each of which ends with a zero.
/// </summary>
internal sealed class CharacterMap
{
    private readonly uint[] units;
    private readonly byte[] replacements;

    /// <param name="compiled">Length of the trie in bytes, the trie, the replacements; empty for no rules.</param>
    /// <param name="source">For messages.</param>
    /// <exception cref="TokenizerFormatException">The lengths do not fit.</exception>
    public CharacterMap(byte[] compiled, string source)
    {
        (units, replacements) = ([], []);
        if (compiled.Length == 0) return;
        var bytes = compiled.Length < sizeof(uint) ? uint.MaxValue : BinaryPrimitives.ReadUInt32LittleEndian(compiled);
        if (bytes % sizeof(uint) != 0 || bytes > compiled.Length - sizeof(uint)) throw new TokenizerFormatException($"the rules for characters say that they have {bytes} bytes, but there are {compiled.Length}; the file is damaged.", source);
        units = [.. Enumerable.Range(0, (int)bytes / sizeof(uint)).Select(i => BinaryPrimitives.ReadUInt32LittleEndian(compiled.AsSpan(sizeof(uint) * (i + 1))))];
        replacements = compiled[(sizeof(uint) + (int)bytes)..];
    }

    /// <summary>The longest rule that a text begins with: how many bytes it takes, 0 for none, and what replaces them.</summary>
    public int Longest(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> replacement)
    {
        replacement = default;
        if (units.Length == 0) return 0;
        var (length, value, at) = (0, 0u, Offset(units[0]));
        for (var i = 0; i < text.Length; i++)
        {
            at ^= text[i];
            if (at >= units.Length || Label(units[at]) != text[i]) break;
            var unit = units[at];
            at ^= Offset(unit);
            if (HasLeaf(unit) && at < units.Length) (length, value) = (i + 1, units[at] & 0x7FFFFFFF);
        }
        if (length > 0) replacement = Replacement(value);
        return length;
    }

    private ReadOnlySpan<byte> Replacement(uint start)
    {
        var from = replacements.AsSpan((int)Math.Min(start, replacements.Length));
        var end = from.IndexOf((byte)0);
        return end < 0 ? from : from[..end];
    }

    private static bool HasLeaf(uint unit) => ((unit >> 8) & 1) == 1;

    private static uint Label(uint unit) => unit & 0x800000FF;

    private static uint Offset(uint unit) => (unit >> 10) << (int)((unit & 0x200) >> 6);
}

using System.Text;

namespace NlpTransfer.Tokenization;

/// <summary>What SentencePiece does to a text before it cuts it: rules for characters, spaces to U+2581. Follows <c>normalizer.cc</c>; user-defined pieces stay as they are written.</summary>
internal sealed class SentencePieceNormalizer
{
    private static readonly byte[] Space = " "u8.ToArray(), Mark = "\u2581"u8.ToArray(), Replacement = "\uFFFD"u8.ToArray();

    private readonly SentencePieceModel model;
    private readonly CharacterMap map;
    private readonly PieceTrie kept = new();

    /// <exception cref="TokenizerFormatException">The rules are damaged.</exception>
    public SentencePieceNormalizer(SentencePieceModel model, string source)
    {
        (this.model, map) = (model, new CharacterMap(model.CharacterMap, source));
        foreach (var (piece, id) in model.Pieces.Select((p, i) => (p, i)).Where(p => p.p.Kind == SentencePieceKind.UserDefined)) kept.Add(Encoding.UTF8.GetBytes(piece.Text), id);
    }

    /// <summary>The normalised text in UTF-8.</summary>
    public byte[] Normalize(string text)
    {
        var rest = Encoding.UTF8.GetBytes(text).AsSpan();
        if (model.RemoveExtraWhitespaces) rest = rest[LeadingSpaces(rest)..];
        if (rest.Length == 0) return [];
        var output = new List<byte>(rest.Length + 8);
        var space = model.EscapeWhitespaces ? Mark : Space;
        if (model.AddDummyPrefix) output.AddRange(space);
        var afterSpace = model.RemoveExtraWhitespaces;
        while (rest.Length > 0)
        {
            var taken = Take(rest, out var piece);
            while (afterSpace && piece.Length > 0 && piece[0] == ' ') piece = piece[1..];
            foreach (var b in piece)
            {
                if (b == ' ') output.AddRange(space);
                else output.Add(b);
            }
            if (piece.Length > 0) afterSpace = model.RemoveExtraWhitespaces && piece[^1] == ' ';
            rest = rest[taken..];
        }
        return Trimmed(output, space);
    }

    private int LeadingSpaces(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (at < text.Length)
        {
            var taken = Take(text[at..], out var piece);
            if (piece is not [(byte)' ']) break;
            at += taken;
        }
        return at;
    }

    private byte[] Trimmed(List<byte> output, byte[] space)
    {
        var length = output.Count;
        if (model.RemoveExtraWhitespaces)
            while (length >= space.Length && output.Slice(length - space.Length, space.Length).SequenceEqual(space)) length -= space.Length;
        return [.. output.Take(length)];
    }

    // How many bytes go, and what comes in their place.
    private int Take(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> piece)
    {
        var length = kept.Longest(text);
        if (length > 0)
        {
            piece = text[..length];
            return length;
        }
        length = map.Longest(text, out piece);
        if (length > 0) return length;
        if (Rune.DecodeFromUtf8(text, out _, out length) == System.Buffers.OperationStatus.Done) piece = text[..length];
        else piece = Replacement;
        return length;
    }
}

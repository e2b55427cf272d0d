using System.Text;

namespace NlpTransfer.Tokenization;

/// <summary>The most probable way to cut a text into pieces that have probabilities of their own (Kudo 2018, section 3.2), found by Viterbi's algorithm.</summary>
internal sealed class UnigramModel
{
    private const float UnknownPenalty = 10, UserDefinedDiscount = 0.1f, SmallestPositive = 1.17549435e-38f;

    private readonly IReadOnlyList<SentencePiece> pieces;
    private readonly PieceTrie trie = new();
    private readonly int unknown;
    private readonly int[]? idOfByte;
    private readonly float unknownScore;
    private readonly float highest = SmallestPositive; // as the reference begins; scores are logarithms, below zero

    /// <param name="pieces">By id; one of them is <see cref="SentencePieceKind.Unknown"/>.</param>
    /// <param name="byteFallback">Whether what cannot be spelled becomes its bytes.</param>
    public UnigramModel(IReadOnlyList<SentencePiece> pieces, bool byteFallback)
    {
        this.pieces = pieces;
        unknown = Enumerable.Range(0, pieces.Count).First(i => pieces[i].Kind == SentencePieceKind.Unknown);
        var normal = pieces.Where(p => p.Kind == SentencePieceKind.Normal).Select(p => p.Score).DefaultIfEmpty(0).ToArray();
        (unknownScore, highest) = (normal.Min() - UnknownPenalty, Math.Max(highest, normal.Max()));
        for (var id = 0; id < pieces.Count; id++)
            if (pieces[id].Kind is SentencePieceKind.Normal or SentencePieceKind.UserDefined) trie.Add(Encoding.UTF8.GetBytes(pieces[id].Text), id);
        idOfByte = byteFallback ? BytePieces(pieces) : null;
    }

    /// <param name="text">Normalised, in UTF-8.</param>
    /// <param name="ids">Where the pieces' ids go.</param>
    public void Encode(ReadOnlySpan<byte> text, List<int> ids)
    {
        var best = new (float Score, int Start, int Id)[text.Length + 1];
        Array.Fill(best, (0, -1, unknown));
        for (var start = 0; start < text.Length;)
        {
            Rune.DecodeFromUtf8(text[start..], out _, out var width);
            Extend(text, start, width, best);
            start += width;
        }
        Trace(text, best, ids);
    }

    private void Extend(ReadOnlySpan<byte> text, int start, int width, Span<(float Score, int Start, int Id)> best)
    {
        var (node, isSpelled, before) = (0, false, best[start].Score);
        for (var end = start; end < text.Length && (node = trie.Step(node, text[end], out var id)) >= 0; end++)
        {
            if (id < 0) continue;
            Offer(ref best[end + 1], before + Score(id, end + 1 - start), start, id);
            isSpelled |= end + 1 - start == width;
        }
        if (!isSpelled) Offer(ref best[start + width], before + unknownScore, start, unknown);
    }

    private float Score(int id, int length) => pieces[id].Kind == SentencePieceKind.UserDefined ? (length * highest) - UserDefinedDiscount : pieces[id].Score;

    private static void Offer(ref (float Score, int Start, int Id) best, float score, int start, int id)
    {
        if (best.Start < 0 || score > best.Score) best = (score, start, id);
    }

    private void Trace(ReadOnlySpan<byte> text, (float Score, int Start, int Id)[] best, List<int> ids)
    {
        var first = ids.Count;
        for (var end = text.Length; end > 0; end = best[end].Start)
        {
            if (best[end].Id != unknown) ids.Add(best[end].Id);
            else AddUnknown(text[best[end].Start..end], ids, first);
        }
        ids.Reverse(first, ids.Count - first);
    }

    // A run of unknown characters is one unknown piece.
    private void AddUnknown(ReadOnlySpan<byte> text, List<int> ids, int first)
    {
        if (idOfByte is not null)
            for (var i = text.Length - 1; i >= 0; i--) ids.Add(idOfByte[text[i]]);
        else if (ids.Count == first || ids[^1] != unknown)
            ids.Add(unknown);
    }

    private int[] BytePieces(IReadOnlyList<SentencePiece> all)
    {
        var byText = all.Select((p, i) => (p.Text, i)).Where(p => p.Text.StartsWith("<0x", StringComparison.Ordinal)).ToDictionary(p => p.Text, p => p.i);
        return [.. Enumerable.Range(0, 256).Select(b => byText.GetValueOrDefault($"<0x{b:X2}>", unknown))];
    }
}

using Microsoft.ML.Tokenizers.WordPiece;

namespace Microsoft.ML.Tokenizers;

public partial class WordPieceTokenizer
{
    /// <inheritdoc />
    protected override EncodeResults<int> EncodeToIds(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings) =>
        EncodeToIds(text, textSpan, settings, null, null);

    /// <inheritdoc />
    protected override EncodeResults<EncodedToken> EncodeToTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        var tokens = new List<EncodedToken>();
        string? normalized = Normalize(text, ref textSpan, settings);
        foreach ((int offset, int length) in Words(text, normalized, textSpan, settings))
            AddTokens(textSpan.Slice(offset, length), offset, tokens);
        return new() { Tokens = tokens, NormalizedText = normalized, CharsConsumed = textSpan.Length };
    }

    /// <inheritdoc />
    protected override int CountTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        var ids = new IdBuffer();
        try
        {
            Fill(ref ids, text, textSpan, settings, out _, out _);
            return ids.Count;
        }
        finally
        {
            ids.Dispose();
        }
    }

    /// <inheritdoc />
    protected override int GetIndexByTokenCount(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings, bool fromEnd, out string? normalizedText, out int tokenCount)
    {
        RequireRoom(settings);
        normalizedText = Normalize(text, ref textSpan, settings);
        IEnumerable<(int Offset, int Length)> words = Words(text, normalizedText, textSpan, settings);
        return IndexOfLimit(textSpan, fromEnd ? words.Reverse() : words, settings.MaxTokenCount, fromEnd, out tokenCount);
    }

    /// <summary>Encodes with an id before and one behind, which do not count towards the limit.</summary>
    private protected EncodeResults<int> EncodeToIds(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings, int? before, int? behind)
    {
        var ids = new IdBuffer();
        try
        {
            if (before is { } opening)
                ids.Add(opening);
            Fill(ref ids, text, textSpan, settings, out string? normalized, out int consumed);
            if (behind is { } closing)
                ids.Add(closing);
            return new() { Tokens = ids.ToList(), NormalizedText = normalized, CharsConsumed = consumed };
        }
        finally
        {
            ids.Dispose();
        }
    }

    private int IndexOfLimit(ReadOnlySpan<char> text, IEnumerable<(int Offset, int Length)> words, int limit, bool fromEnd, out int tokenCount)
    {
        var ids = new IdBuffer();
        int? end = null;
        foreach ((int offset, int length) in words)
            if (!model.TryEncode(text.Slice(offset, length), ref ids, limit - ids.Count))
            {
                end = fromEnd ? offset + length : offset;
                break;
            }
        tokenCount = ids.Count;
        ids.Dispose();
        return end ?? (fromEnd ? 0 : text.Length);
    }

    private void Fill(ref IdBuffer ids, string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings, out string? normalized, out int consumed)
    {
        RequireRoom(settings);
        normalized = Normalize(text, ref textSpan, settings);
        long limit = ids.Count + (long)settings.MaxTokenCount;
        consumed = 0;
        IEnumerable<(int Offset, int Length)> words = Words(text, normalized, textSpan, settings);
        foreach ((int offset, int length) in words)
        {
            int room = (int)Math.Min(int.MaxValue, limit - ids.Count);
            if (!model.TryEncode(textSpan.Slice(offset, length), ref ids, room) || ids.Count >= limit)
                break;
            consumed = offset + length;
        }
        // A pre-tokenizer may give a sequence that owns pooled memory; foreach disposes its enumerator only.
        (words as IDisposable)?.Dispose();
    }

    private string? Normalize(string? text, ref ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        string? normalized = null;
        if (settings.ConsiderNormalization && Normalizer is not null && (text is { Length: > 0 } || !textSpan.IsEmpty))
            normalized = text is null ? Normalizer.Normalize(textSpan) : Normalizer.Normalize(text);
        textSpan = normalized ?? (text is null ? textSpan : text);
        return normalized;
    }

    private IEnumerable<(int Offset, int Length)> Words(string? text, string? normalized, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        if (textSpan.IsEmpty)
            return [];
        if (!settings.ConsiderPreTokenization || PreTokenizer is null)
            return [(0, textSpan.Length)];
        return (normalized ?? text) is { } whole ? PreTokenizer.PreTokenize(whole) : PreTokenizer.PreTokenize(textSpan);
    }

    private void AddTokens(ReadOnlySpan<char> word, int offset, List<EncodedToken> tokens)
    {
        int before = tokens.Count, start = 0;
        while (start < word.Length && word.Length <= MaxInputCharsPerWord)
        {
            int id = model.Next(word[start..], start == 0, out int length);
            if (id < 0)
                break;
            tokens.Add(new(id, model.Vocabulary.Token(id)!, new Range(offset + start, offset + start + length)));
            start += length;
        }
        if (start == word.Length)
            return;
        tokens.RemoveRange(before, tokens.Count - before);
        tokens.Add(new(UnknownTokenId, UnknownToken, new Range(offset, offset + word.Length)));
    }

    private static void RequireRoom(EncodeSettings settings) =>
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(settings.MaxTokenCount, nameof(settings.MaxTokenCount));
}

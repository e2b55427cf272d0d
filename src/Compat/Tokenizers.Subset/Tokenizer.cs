namespace Microsoft.ML.Tokenizers;

/// <summary>Turns text into ids and ids into text.</summary>
/// <remarks>Where a text is passed as a string, the span is empty and the other way round.</remarks>
public abstract class Tokenizer
{
    protected Tokenizer()
    {
    }

    public virtual PreTokenizer? PreTokenizer => null;

    public virtual Normalizer? Normalizer => null;

    /// <summary>The ids of a text.</summary>
    public IReadOnlyList<int> EncodeToIds(string text, bool considerPreTokenization = true, bool considerNormalization = true) =>
        EncodeToIds(text, default, Settings(considerPreTokenization, considerNormalization)).Tokens;

    /// <inheritdoc cref="EncodeToIds(string, bool, bool)" />
    public IReadOnlyList<int> EncodeToIds(ReadOnlySpan<char> text, bool considerPreTokenization = true, bool considerNormalization = true) =>
        EncodeToIds(null, text, Settings(considerPreTokenization, considerNormalization)).Tokens;

    /// <summary>The ids of as many leading words as give at most <paramref name="maxTokenCount"/> ids.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maxTokenCount">At least 1.</param>
    /// <param name="normalizedText">Null where no normalizer was used.</param>
    /// <param name="charsConsumed">How much of the normalized text the ids cover.</param>
    /// <param name="considerPreTokenization">Whether to cut the text into words.</param>
    /// <param name="considerNormalization">Whether to normalize the text.</param>
    public IReadOnlyList<int> EncodeToIds(string text, int maxTokenCount, out string? normalizedText, out int charsConsumed, bool considerPreTokenization = true, bool considerNormalization = true) =>
        Unpack(EncodeToIds(text, default, Settings(considerPreTokenization, considerNormalization, maxTokenCount)), out normalizedText, out charsConsumed);

    /// <inheritdoc cref="EncodeToIds(string, int, out string, out int, bool, bool)" />
    public IReadOnlyList<int> EncodeToIds(ReadOnlySpan<char> text, int maxTokenCount, out string? normalizedText, out int charsConsumed, bool considerPreTokenization = true, bool considerNormalization = true) =>
        Unpack(EncodeToIds(null, text, Settings(considerPreTokenization, considerNormalization, maxTokenCount)), out normalizedText, out charsConsumed);

    /// <summary>The tokens of a text, each with its place in the normalized text.</summary>
    public IReadOnlyList<EncodedToken> EncodeToTokens(string text, out string? normalizedText, bool considerPreTokenization = true, bool considerNormalization = true) =>
        Unpack(EncodeToTokens(text, default, Settings(considerPreTokenization, considerNormalization)), out normalizedText, out _);

    /// <inheritdoc cref="EncodeToTokens(string, out string, bool, bool)" />
    public IReadOnlyList<EncodedToken> EncodeToTokens(ReadOnlySpan<char> text, out string? normalizedText, bool considerPreTokenization = true, bool considerNormalization = true) =>
        Unpack(EncodeToTokens(null, text, Settings(considerPreTokenization, considerNormalization)), out normalizedText, out _);

    /// <summary>How many ids a text gives.</summary>
    public int CountTokens(string text, bool considerPreTokenization = true, bool considerNormalization = true) =>
        CountTokens(text, default, Settings(considerPreTokenization, considerNormalization));

    /// <inheritdoc cref="CountTokens(string, bool, bool)" />
    public int CountTokens(ReadOnlySpan<char> text, bool considerPreTokenization = true, bool considerNormalization = true) =>
        CountTokens(null, text, Settings(considerPreTokenization, considerNormalization));

    /// <summary>Where the longest beginning of the text ends that gives at most <paramref name="maxTokenCount"/> ids.</summary>
    public int GetIndexByTokenCount(string text, int maxTokenCount, out string? normalizedText, out int tokenCount, bool considerPreTokenization = true, bool considerNormalization = true) =>
        GetIndexByTokenCount(text, default, Settings(considerPreTokenization, considerNormalization, maxTokenCount), false, out normalizedText, out tokenCount);

    /// <inheritdoc cref="GetIndexByTokenCount(string, int, out string, out int, bool, bool)" />
    public int GetIndexByTokenCount(ReadOnlySpan<char> text, int maxTokenCount, out string? normalizedText, out int tokenCount, bool considerPreTokenization = true, bool considerNormalization = true) =>
        GetIndexByTokenCount(null, text, Settings(considerPreTokenization, considerNormalization, maxTokenCount), false, out normalizedText, out tokenCount);

    /// <summary>Where the longest end of the text starts that gives at most <paramref name="maxTokenCount"/> ids.</summary>
    public int GetIndexByTokenCountFromEnd(string text, int maxTokenCount, out string? normalizedText, out int tokenCount, bool considerPreTokenization = true, bool considerNormalization = true) =>
        GetIndexByTokenCount(text, default, Settings(considerPreTokenization, considerNormalization, maxTokenCount), true, out normalizedText, out tokenCount);

    /// <inheritdoc cref="GetIndexByTokenCountFromEnd(string, int, out string, out int, bool, bool)" />
    public int GetIndexByTokenCountFromEnd(ReadOnlySpan<char> text, int maxTokenCount, out string? normalizedText, out int tokenCount, bool considerPreTokenization = true, bool considerNormalization = true) =>
        GetIndexByTokenCount(null, text, Settings(considerPreTokenization, considerNormalization, maxTokenCount), true, out normalizedText, out tokenCount);

    /// <summary>The text that the ids stand for.</summary>
    public virtual string Decode(IEnumerable<int> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        for (var size = 256; ; size *= 2)
        {
            var buffer = new char[size];
            if (Decode(ids, buffer, out _, out int written) is not System.Buffers.OperationStatus.DestinationTooSmall)
                return new string(buffer, 0, written);
        }
    }

    /// <summary>Writes the text that the ids stand for.</summary>
    public abstract System.Buffers.OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten);

    /// <summary>What every public overload ends in: the tokens of a text.</summary>
    protected abstract EncodeResults<EncodedToken> EncodeToTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings);

    /// <summary>What every public overload ends in: the ids of a text.</summary>
    protected virtual EncodeResults<int> EncodeToIds(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        EncodeResults<EncodedToken> tokens = EncodeToTokens(text, textSpan, settings);
        return new() { Tokens = [.. tokens.Tokens.Select(t => t.Id)], NormalizedText = tokens.NormalizedText, CharsConsumed = tokens.CharsConsumed };
    }

    /// <summary>What every public overload ends in: the number of ids of a text.</summary>
    protected virtual int CountTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings) =>
        EncodeToTokens(text, textSpan, settings).Tokens.Count;

    /// <summary>What every public overload ends in: how much of a text fits.</summary>
    protected virtual int GetIndexByTokenCount(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings, bool fromEnd, out string? normalizedText, out int tokenCount)
    {
        int max = settings.MaxTokenCount;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max, nameof(settings.MaxTokenCount));
        settings.MaxTokenCount = int.MaxValue;
        EncodeResults<EncodedToken> all = EncodeToTokens(text, textSpan, settings);
        normalizedText = all.NormalizedText;
        tokenCount = Math.Min(max, all.Tokens.Count);
        int length = normalizedText?.Length ?? text?.Length ?? textSpan.Length;
        if (tokenCount == all.Tokens.Count)
            return fromEnd ? 0 : length;
        Range edge = all.Tokens[fromEnd ? all.Tokens.Count - tokenCount : tokenCount - 1].Offset;
        return (fromEnd ? edge.Start : edge.End).GetOffset(length);
    }

    private protected static EncodeSettings Settings(bool preTokenization, bool normalization, int max = int.MaxValue) =>
        new() { ConsiderPreTokenization = preTokenization, ConsiderNormalization = normalization, MaxTokenCount = max };

    private protected static IReadOnlyList<T> Unpack<T>(EncodeResults<T> results, out string? normalizedText, out int charsConsumed)
    {
        normalizedText = results.NormalizedText;
        charsConsumed = results.CharsConsumed;
        return results.Tokens;
    }
}

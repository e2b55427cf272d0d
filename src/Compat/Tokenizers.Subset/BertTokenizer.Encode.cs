namespace Microsoft.ML.Tokenizers;

public sealed partial class BertTokenizer
{
    /// <summary>The ids of <c>[CLS] text [SEP]</c>.</summary>
    public new IReadOnlyList<int> EncodeToIds(string text, bool considerPreTokenization = true, bool considerNormalization = true) =>
        Encode(text, default, true, considerPreTokenization, considerNormalization);

    /// <inheritdoc cref="EncodeToIds(string, bool, bool)" />
    public new IReadOnlyList<int> EncodeToIds(ReadOnlySpan<char> text, bool considerPreTokenization = true, bool considerNormalization = true) =>
        Encode(null, text, true, considerPreTokenization, considerNormalization);

    /// <summary>The ids of a text, between [CLS] and [SEP] if wanted.</summary>
    public IReadOnlyList<int> EncodeToIds(string text, bool addSpecialTokens, bool considerPreTokenization = true, bool considerNormalization = true) =>
        Encode(text, default, addSpecialTokens, considerPreTokenization, considerNormalization);

    /// <inheritdoc cref="EncodeToIds(string, bool, bool, bool)" />
    public IReadOnlyList<int> EncodeToIds(ReadOnlySpan<char> text, bool addSpecialTokens, bool considerPreTokenization = true, bool considerNormalization = true) =>
        Encode(null, text, addSpecialTokens, considerPreTokenization, considerNormalization);

    /// <summary>The ids of <c>[CLS] text [SEP]</c>, at most <paramref name="maxTokenCount"/> of them.</summary>
    public new IReadOnlyList<int> EncodeToIds(string text, int maxTokenCount, out string? normalizedText, out int charsConsumed, bool considerPreTokenization = true, bool considerNormalization = true) =>
        EncodeToIds(text, maxTokenCount, true, out normalizedText, out charsConsumed, considerPreTokenization, considerNormalization);

    /// <inheritdoc cref="EncodeToIds(string, int, out string, out int, bool, bool)" />
    public new IReadOnlyList<int> EncodeToIds(ReadOnlySpan<char> text, int maxTokenCount, out string? normalizedText, out int charsConsumed, bool considerPreTokenization = true, bool considerNormalization = true) =>
        EncodeToIds(text, maxTokenCount, true, out normalizedText, out charsConsumed, considerPreTokenization, considerNormalization);

    /// <summary>The ids of a text, between [CLS] and [SEP] if wanted, at most <paramref name="maxTokenCount"/> of them.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maxTokenCount">[CLS] and [SEP] count; below 2 there is no room for them and nothing is given.</param>
    /// <param name="addSpecialTokens">Whether to put [CLS] before and [SEP] behind.</param>
    /// <param name="normalizedText">Null where no normalizer was used.</param>
    /// <param name="charsConsumed">How much of the normalized text the ids cover.</param>
    /// <param name="considerPreTokenization">Whether to cut the text into words.</param>
    /// <param name="considerNormalization">Whether to normalize the text.</param>
    public IReadOnlyList<int> EncodeToIds(string text, int maxTokenCount, bool addSpecialTokens, out string? normalizedText, out int charsConsumed, bool considerPreTokenization = true, bool considerNormalization = true) =>
        Unpack(Encode(text, default, addSpecialTokens, Settings(considerPreTokenization, considerNormalization, maxTokenCount)), out normalizedText, out charsConsumed);

    /// <inheritdoc cref="EncodeToIds(string, int, bool, out string, out int, bool, bool)" />
    public IReadOnlyList<int> EncodeToIds(ReadOnlySpan<char> text, int maxTokenCount, bool addSpecialTokens, out string? normalizedText, out int charsConsumed, bool considerPreTokenization = true, bool considerNormalization = true) =>
        Unpack(Encode(null, text, addSpecialTokens, Settings(considerPreTokenization, considerNormalization, maxTokenCount)), out normalizedText, out charsConsumed);

    private IReadOnlyList<int> Encode(string? text, ReadOnlySpan<char> span, bool special, bool preTokenization, bool normalization) =>
        Encode(text, span, special, Settings(preTokenization, normalization)).Tokens;

    private EncodeResults<int> Encode(string? text, ReadOnlySpan<char> span, bool special, EncodeSettings settings)
    {
        if (!special)
            return EncodeToIds(text, span, settings, null, null);
        if (settings.MaxTokenCount < 2)
            return new() { Tokens = [] };
        if (settings.MaxTokenCount < int.MaxValue)
            settings.MaxTokenCount -= 2;
        return EncodeToIds(text, span, settings, ClassificationTokenId, SeparatorTokenId);
    }
}

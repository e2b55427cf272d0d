using Microsoft.ML.Tokenizers.WordPiece;

namespace Microsoft.ML.Tokenizers;

/// <summary>WordPiece as BERT uses it: <c>[CLS] text [SEP]</c>.</summary>
/// <remarks>Immutable once created: any number of threads may use one.</remarks>
public sealed partial class BertTokenizer : WordPieceTokenizer
{
    private BertTokenizer(Vocabulary vocabulary, BertOptions options, PreTokenizer preTokenizer)
        : base(vocabulary, options, preTokenizer)
    {
        (ClassificationToken, ClassificationTokenId) = Special(vocabulary, options.ClassificationToken);
        (SeparatorToken, SeparatorTokenId) = Special(vocabulary, options.SeparatorToken);
        (PaddingToken, PaddingTokenId) = Special(vocabulary, options.PaddingToken);
        (MaskingToken, MaskingTokenId) = Special(vocabulary, options.MaskingToken);
        LowerCaseBeforeTokenization = options.LowerCaseBeforeTokenization;
        ApplyBasicTokenization = options.ApplyBasicTokenization;
        SplitOnSpecialTokens = options.SplitOnSpecialTokens;
        IndividuallyTokenizeCjk = options.IndividuallyTokenizeCjk;
        RemoveNonSpacingMarks = options.RemoveNonSpacingMarks;
    }

    public bool LowerCaseBeforeTokenization { get; }

    public bool ApplyBasicTokenization { get; }

    public bool SplitOnSpecialTokens { get; }

    public string SeparatorToken { get; }

    public int SeparatorTokenId { get; }

    public string PaddingToken { get; }

    public int PaddingTokenId { get; }

    public string ClassificationToken { get; }

    public int ClassificationTokenId { get; }

    public string MaskingToken { get; }

    public int MaskingTokenId { get; }

    public bool IndividuallyTokenizeCjk { get; }

    public bool RemoveNonSpacingMarks { get; }

    /// <summary>Reads a vocabulary: one token a line, UTF-8.</summary>
    /// <exception cref="ArgumentException">A special token is missing, or a token is there twice.</exception>
    public static BertTokenizer Create(string vocabFilePath, BertOptions? options = null)
    {
        using Stream stream = OpenVocabulary(vocabFilePath);
        return Create(stream, options);
    }

    /// <inheritdoc cref="Create(string, BertOptions)" />
    public static BertTokenizer Create(Stream vocabStream, BertOptions? options = null) =>
        Create(Vocabulary.Read(vocabStream), options ?? new());

    /// <inheritdoc cref="Create(string, BertOptions)" />
    public static async Task<BertTokenizer> CreateAsync(string vocabFilePath, BertOptions? options = null, CancellationToken cancellationToken = default)
    {
        using Stream stream = OpenVocabulary(vocabFilePath);
        return await CreateAsync(stream, options, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="Create(string, BertOptions)" />
    public static async Task<BertTokenizer> CreateAsync(Stream vocabStream, BertOptions? options = null, CancellationToken cancellationToken = default) =>
        Create(await Vocabulary.ReadAsync(vocabStream, cancellationToken).ConfigureAwait(false), options ?? new());

    // The options object is completed in place, as the real package does: a caller can read what was chosen.
    private static BertTokenizer Create(Vocabulary vocabulary, BertOptions options)
    {
        if (options.ApplyBasicTokenization)
            options.Normalizer ??= new StockBertNormalizer(options.LowerCaseBeforeTokenization, options.IndividuallyTokenizeCjk, options.RemoveNonSpacingMarks);
        IReadOnlyDictionary<string, int>? split = options.SplitOnSpecialTokens ? SpecialTokensToSplitOn(vocabulary, options) : null;
        options.PreTokenizer ??= options.ApplyBasicTokenization
            ? Tokenizers.PreTokenizer.CreateWordOrPunctuation(split)
            : Tokenizers.PreTokenizer.CreateWhiteSpace();
        return new(vocabulary, options, options.PreTokenizer);
    }

    private static Dictionary<string, int> SpecialTokensToSplitOn(Vocabulary vocabulary, BertOptions options)
    {
        options.SpecialTokens ??= new[] { options.UnknownToken, options.SeparatorToken, options.PaddingToken, options.ClassificationToken, options.MaskingToken }
            .Distinct().ToDictionary(t => t, t => Special(vocabulary, t).Id);
        var split = new Dictionary<string, int>();
        foreach ((string token, int id) in options.SpecialTokens)
        {
            if (Special(vocabulary, token).Id != id)
                throw new ArgumentException($"The special token '{token}' was given the id {id}; the vocabulary gives it {Special(vocabulary, token).Id}.");
            split[Lowered(vocabulary, options, token, id)] = id;
        }
        return split;
    }

    // Lower-casing turns [CLS] into [cls] before the words are looked up, so that form must lead to the same id.
    private static string Lowered(Vocabulary vocabulary, BertOptions options, string token, int id)
    {
        if (!options.ApplyBasicTokenization || !options.LowerCaseBeforeTokenization)
            return token;
        string lower = token.ToLowerInvariant();
        vocabulary.Alias(lower, id);
        return lower;
    }

    private static (string Token, int Id) Special(Vocabulary vocabulary, string token) =>
        token is not null && vocabulary.TryGetId(token, out int id)
            ? (token, id)
            : throw new ArgumentException($"The special token '{token}' is not in the vocabulary.");
}

using Microsoft.ML.Tokenizers.WordPiece;

namespace Microsoft.ML.Tokenizers;

/// <summary>Cuts each word into the longest pieces that its vocabulary knows.</summary>
/// <remarks>Immutable once created: any number of threads may use one. Source: Schuster and Nakajima, "Japanese and
/// Korean Voice Search" (2012); BERT's <c>WordpieceTokenizer</c>.</remarks>
public partial class WordPieceTokenizer : Tokenizer
{
    private readonly WordPieceModel model;
    private readonly Dictionary<int, string>? specialTokensById;

    internal WordPieceTokenizer(Vocabulary vocabulary, WordPieceOptions options, PreTokenizer? preTokenizer)
    {
        ArgumentNullException.ThrowIfNull(options.UnknownToken, nameof(options.UnknownToken));
        ArgumentNullException.ThrowIfNull(options.ContinuingSubwordPrefix, nameof(options.ContinuingSubwordPrefix));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxInputCharsPerWord, nameof(options.MaxInputCharsPerWord));
        if (!vocabulary.TryGetId(options.UnknownToken, out int unknown))
            throw new ArgumentException($"The unknown token '{options.UnknownToken}' is not in the vocabulary.");
        UnknownToken = options.UnknownToken;
        ContinuingSubwordPrefix = options.ContinuingSubwordPrefix;
        SpecialTokens = options.SpecialTokens;
        Normalizer = options.Normalizer;
        PreTokenizer = preTokenizer;
        model = new(vocabulary, unknown, ContinuingSubwordPrefix, options.MaxInputCharsPerWord);
        specialTokensById = SpecialTokens?.GroupBy(p => p.Value).ToDictionary(g => g.Key, g => g.First().Key);
    }

    /// <inheritdoc />
    public override PreTokenizer? PreTokenizer { get; }

    /// <inheritdoc />
    public override Normalizer? Normalizer { get; }

    public IReadOnlyDictionary<string, int>? SpecialTokens { get; }

    public string UnknownToken { get; }

    public int UnknownTokenId => model.UnknownId;

    public string ContinuingSubwordPrefix { get; }

    public int MaxInputCharsPerWord => model.MaxWordLength;

    /// <summary>Reads a vocabulary: one token a line, UTF-8.</summary>
    /// <exception cref="ArgumentException">The unknown token is missing, or a token is there twice.</exception>
    public static WordPieceTokenizer Create(string vocabFilePath, WordPieceOptions? options = null)
    {
        using Stream stream = OpenVocabulary(vocabFilePath);
        return Create(stream, options);
    }

    /// <inheritdoc cref="Create(string, WordPieceOptions)" />
    public static WordPieceTokenizer Create(Stream vocabStream, WordPieceOptions? options = null) =>
        Create(Vocabulary.Read(vocabStream), options ?? new());

    /// <inheritdoc cref="Create(string, WordPieceOptions)" />
    public static async Task<WordPieceTokenizer> CreateAsync(string vocabFilePath, WordPieceOptions? options = null, CancellationToken cancellationToken = default)
    {
        using Stream stream = OpenVocabulary(vocabFilePath);
        return await CreateAsync(stream, options, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="Create(string, WordPieceOptions)" />
    public static async Task<WordPieceTokenizer> CreateAsync(Stream vocabStream, WordPieceOptions? options = null, CancellationToken cancellationToken = default) =>
        Create(await Vocabulary.ReadAsync(vocabStream, cancellationToken).ConfigureAwait(false), options ?? new());

    internal static FileStream OpenVocabulary(string path) =>
        File.OpenRead(string.IsNullOrEmpty(path) ? throw new ArgumentNullException(nameof(path)) : path);

    private static WordPieceTokenizer Create(Vocabulary vocabulary, WordPieceOptions options) =>
        new(vocabulary, options, options.PreTokenizer ?? Tokenizers.PreTokenizer.CreateWhiteSpace(options.SpecialTokens));
}

using Microsoft.ML.Tokenizers;

namespace NlpTransfer.Tokenization;

/// <summary>
/// Makes BERT tokenizers whose ids equal the reference's (Hugging Face <c>BertTokenizerFast</c>), with either supplier
/// of Microsoft.ML.Tokenizers and whatever the culture.
/// </summary>
/// <remarks>
/// Why not the stock tokenizer: it deletes line breaks and so glues words together, drops <c>$ + = &lt; &gt;</c> and
/// emoji, keeps accents unless told, and does not split <c>_</c>. Special tokens that a text contains, such as
/// <c>[MASK]</c>, are recognised. A word of more than 100 characters is unknown; the reference counts code points there,
/// this counts UTF-16 characters, which makes a difference only for vocabularies with pieces beyond U+FFFF.
/// </remarks>
public static class BertTokenization
{
    /// <summary>Reads a vocabulary file: one token a line, UTF-8, ids in order from 0.</summary>
    /// <param name="vocabPath">The file, <c>vocab.txt</c> in most models.</param>
    /// <param name="cased">Whether letters keep their case and accents, as in <see cref="BertTextRules.Cased"/>.</param>
    /// <exception cref="TokenizerFormatException">The file is missing, lacks a special token, or has a token twice.</exception>
    public static BertTokenizer Create(string vocabPath, bool cased = false) =>
        Create(vocabPath, cased ? BertTextRules.Cased : BertTextRules.Uncased);

    /// <inheritdoc cref="Create(string, bool)" />
    /// <param name="vocabPath">The file.</param>
    /// <param name="rules">The vocabulary's text rules.</param>
    /// <param name="tokens">The names of the special tokens. Default: BERT's.</param>
    public static BertTokenizer Create(string vocabPath, BertTextRules rules, BertSpecialTokens? tokens = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(vocabPath);
        if (!File.Exists(vocabPath))
            throw new TokenizerFormatException("There is no vocabulary file here; a BERT model folder has one called vocab.txt.", vocabPath);
        using FileStream stream = File.OpenRead(vocabPath);
        return Create(stream, rules, tokens, vocabPath);
    }

    /// <inheritdoc cref="Create(string, bool)" />
    /// <param name="vocabulary">The file's content; stays open.</param>
    /// <param name="cased">Whether letters keep their case and accents.</param>
    public static BertTokenizer Create(Stream vocabulary, bool cased = false) =>
        Create(vocabulary, cased ? BertTextRules.Cased : BertTextRules.Uncased);

    /// <inheritdoc cref="Create(string, BertTextRules, BertSpecialTokens)" />
    /// <param name="vocabulary">The file's content; stays open.</param>
    /// <param name="rules">The vocabulary's text rules.</param>
    /// <param name="tokens">The names of the special tokens. Default: BERT's.</param>
    public static BertTokenizer Create(Stream vocabulary, BertTextRules rules, BertSpecialTokens? tokens = null) =>
        Create(vocabulary, rules, tokens, "vocabulary stream");

    /// <summary>Reads <c>vocab.txt</c> of a Hugging Face model folder by the rules in its <c>tokenizer_config.json</c>.</summary>
    /// <param name="folder">The model folder.</param>
    /// <exception cref="TokenizerFormatException">A file is missing or cannot be used, or the folder's tokenizer is not BERT's.</exception>
    public static BertTokenizer FromFolder(string folder)
    {
        BertTokenizerConfig config = BertTokenizerConfig.Read(folder);
        return Create(Path.Combine(folder, "vocab.txt"), config.Rules, config.Tokens);
    }

    private static BertTokenizer Create(Stream vocabulary, BertTextRules rules, BertSpecialTokens? tokens, string source)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(rules);
        try
        {
            return BertTokenizer.Create(vocabulary, Options(rules, tokens ?? new()));
        }
        catch (ArgumentException fault)
        {
            throw new TokenizerFormatException(fault.Message, source, fault);
        }
    }

    private static BertOptions Options(BertTextRules rules, BertSpecialTokens tokens)
    {
        var special = new SpecialTokens(tokens.All);
        return new()
        {
            Normalizer = new BertNormalizer(rules, special),
            PreTokenizer = new BertWordSplitter(special),
            LowerCaseBeforeTokenization = rules.LowerCase,
            RemoveNonSpacingMarks = rules.StripsAccents,
            IndividuallyTokenizeCjk = rules.SeparateIdeographs,
            UnknownToken = tokens.Unknown,
            SeparatorToken = tokens.Separator,
            PaddingToken = tokens.Padding,
            ClassificationToken = tokens.Classification,
            MaskingToken = tokens.Mask,
        };
    }
}

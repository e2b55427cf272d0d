namespace NlpTransfer.Tokenization;

/// <summary>An encoder's tokenizer: pieces, the tokens around them, and the files of its folder that make it.</summary>
internal sealed record EncoderTokenizer(ISubwordTokenizer Subwords, InputLayout Layout)
{
    private const string Vocabulary = "vocab.txt";

    /// <summary>Every file that a tokenizer of a Hugging Face folder may need.</summary>
    public static IReadOnlyList<string> Files { get; } =
        ["vocab.txt", "vocab.json", "merges.txt", "spiece.model", "spm.model", "sentencepiece.bpe.model", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json"];

    /// <summary>Reads a Hugging Face folder's tokenizer: <c>vocab.txt</c>, else <c>tokenizer.json</c>, else <c>vocab.json</c> with <c>merges.txt</c>, else a SentencePiece model.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="modelType">What its <c>config.json</c> calls the family.</param>
    /// <param name="padding">The padding's id where the tokenizer names none.</param>
    /// <exception cref="TokenizerFormatException">Files are missing or cannot be used.</exception>
    public static EncoderTokenizer FromFolder(string folder, string modelType, int padding)
    {
        if (File.Exists(Path.Combine(folder, Vocabulary))) return WordPiece(folder, modelType);
        var json = Path.Combine(folder, TokenizerJson.FileName);
        if (File.Exists(json)) return TokenizerJson.Read(json, padding);
        if (BpeFiles.IsIn(folder)) return BpeFiles.Read(folder, modelType, padding);
        if (SentencePieceFiles.PathIn(folder) is { } model) return SentencePieceFiles.Read(model, padding);
        throw new TokenizerFormatException("expected a tokenizer: vocab.txt, tokenizer.json, vocab.json with merges.txt, spiece.model or spm.model; found none of them.", folder);
    }

    private static EncoderTokenizer WordPiece(string folder, string modelType)
    {
        var tokenizer = BertTokenization.FromFolder(folder);
        int[] separator = [tokenizer.SeparatorTokenId];
        return new(new BertSubwords(tokenizer), new([tokenizer.ClassificationTokenId], modelType == "mpnet" ? [.. separator, .. separator] : separator, separator, tokenizer.PaddingTokenId));
    }
}

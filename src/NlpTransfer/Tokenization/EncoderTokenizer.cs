namespace NlpTransfer.Tokenization;

/// <summary>An encoder's tokenizer: pieces, the tokens around them, and the files of its folder that make it.</summary>
internal sealed record EncoderTokenizer(ISubwordTokenizer Subwords, InputLayout Layout)
{
    /// <summary>Every file that a tokenizer of a Hugging Face folder may need.</summary>
    public static IReadOnlyList<string> Files { get; } =
        ["vocab.txt", "vocab.json", "merges.txt", "spiece.model", "spm.model", "sentencepiece.bpe.model", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json"];

    /// <summary>Reads a Hugging Face folder's tokenizer.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="modelType">What its <c>config.json</c> calls the family.</param>
    /// <param name="padding">The padding's id where the tokenizer names none.</param>
    /// <exception cref="TokenizerFormatException">A file is missing or cannot be used.</exception>
    public static EncoderTokenizer FromFolder(string folder, string modelType, int padding)
    {
        var tokenizer = BertTokenization.FromFolder(folder);
        int[] separator = [tokenizer.SeparatorTokenId];
        return new(new BertSubwords(tokenizer), new([tokenizer.ClassificationTokenId], modelType == "mpnet" ? [.. separator, .. separator] : separator, separator, tokenizer.PaddingTokenId));
    }
}

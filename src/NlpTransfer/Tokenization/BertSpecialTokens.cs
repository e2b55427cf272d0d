namespace NlpTransfer.Tokenization;

/// <summary>What a vocabulary calls its special tokens; they are recognised in texts.</summary>
public sealed record BertSpecialTokens
{
    /// <value>Stands for a word that the vocabulary cannot spell. Default: [UNK].</value>
    public string Unknown { get; init; } = "[UNK]";

    /// <value>Ends each text. Default: [SEP].</value>
    public string Separator { get; init; } = "[SEP]";

    /// <value>Fills a batch up. Default: [PAD].</value>
    public string Padding { get; init; } = "[PAD]";

    /// <value>Starts the input. Default: [CLS].</value>
    public string Classification { get; init; } = "[CLS]";

    /// <value>Stands for a word to be guessed. Default: [MASK].</value>
    public string Mask { get; init; } = "[MASK]";

    internal IEnumerable<string> All => [Unknown, Separator, Padding, Classification, Mask];
}

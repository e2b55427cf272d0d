namespace Microsoft.ML.Tokenizers;

/// <summary>Options of <see cref="BertTokenizer"/>.</summary>
public sealed class BertOptions : WordPieceOptions
{
    public BertOptions()
    {
    }

    /// <value>Default: true.</value>
    public bool LowerCaseBeforeTokenization { get; set; } = true;

    /// <value>Whether to clean and split the text where no normalizer and pre-tokenizer are given. Default: true.</value>
    public bool ApplyBasicTokenization { get; set; } = true;

    /// <value>Whether special tokens in the text are recognised. Default: true.</value>
    public bool SplitOnSpecialTokens { get; set; } = true;

    /// <value>Default: [SEP].</value>
    public string SeparatorToken { get; set; } = "[SEP]";

    /// <value>Default: [PAD].</value>
    public string PaddingToken { get; set; } = "[PAD]";

    /// <value>Default: [CLS].</value>
    public string ClassificationToken { get; set; } = "[CLS]";

    /// <value>Default: [MASK].</value>
    public string MaskingToken { get; set; } = "[MASK]";

    /// <value>Default: true.</value>
    public bool IndividuallyTokenizeCjk { get; set; } = true;

    /// <value>Default: false.</value>
    public bool RemoveNonSpacingMarks { get; set; }
}

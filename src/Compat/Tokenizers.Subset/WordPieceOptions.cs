namespace Microsoft.ML.Tokenizers;

/// <summary>Options of <see cref="WordPieceTokenizer"/>.</summary>
public class WordPieceOptions
{
    public WordPieceOptions()
    {
    }

    /// <value>Default: pieces that white space separates.</value>
    public PreTokenizer? PreTokenizer { get; set; }

    /// <value>Default: none.</value>
    public Normalizer? Normalizer { get; set; }

    /// <value>Tokens that are never cut. Default: none.</value>
    public IReadOnlyDictionary<string, int>? SpecialTokens { get; set; }

    /// <value>Default: [UNK].</value>
    public string UnknownToken { get; set; } = "[UNK]";

    /// <value>What the vocabulary writes before a piece that continues a word. Default: ##.</value>
    public string ContinuingSubwordPrefix { get; set; } = "##";

    /// <value>A longer word is unknown as a whole; UTF-16 characters. Default: 100.</value>
    public int MaxInputCharsPerWord { get; set; } = 100;
}

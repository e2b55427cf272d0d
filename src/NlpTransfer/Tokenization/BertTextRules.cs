namespace NlpTransfer.Tokenization;

/// <summary>How a BERT vocabulary wants its text: which of the model's own text rules were on when it was trained.</summary>
public sealed record BertTextRules
{
    /// <summary>The rules of uncased vocabularies.</summary>
    public static BertTextRules Uncased { get; } = new();

    /// <summary>The rules of cased vocabularies: letters keep their case and their accents.</summary>
    public static BertTextRules Cased { get; } = new() { LowerCase = false };

    /// <value>Whether letters are lower-cased, each by itself, whatever the culture. Default: true.</value>
    public bool LowerCase { get; init; } = true;

    /// <value>Whether text is decomposed and nonspacing marks dropped. Default: null, which means as <see cref="LowerCase"/>.</value>
    public bool? StripAccents { get; init; }

    /// <value>Whether each ideograph is a word of its own. Default: true.</value>
    public bool SeparateIdeographs { get; init; } = true;

    /// <summary><see cref="StripAccents"/>, or what its absence means.</summary>
    internal bool StripsAccents => StripAccents ?? LowerCase;
}

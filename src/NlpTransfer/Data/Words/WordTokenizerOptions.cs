namespace NlpTransfer.Data;

/// <summary>How <see cref="WordTokenizer"/> divides; the defaults fit GloVe 6B and other lower-cased vectors.</summary>
public sealed record WordTokenizerOptions
{
    /// <summary>Whether words are lower-cased (invariant culture). Cased vectors (GloVe 840B, word2vec News) want false.</summary>
    /// <value>true</value>
    public bool Lowercase { get; init; } = true;

    /// <summary>
    /// Whether URLs and e-mail addresses stay whole. By default they yield their words (<c>http www example com offer</c>),
    /// which pretrained vocabularies know, whereas hardly any whole address is in them.
    /// </summary>
    /// <value>false</value>
    public bool KeepLinks { get; init; }

    /// <summary>Whether <c>#topic</c> and <c>@name</c> stay whole; by default the sign and the word are two tokens.</summary>
    /// <value>false</value>
    public bool KeepTags { get; init; }

    /// <summary>Whether contractions are divided as in the Penn Treebank and GloVe: <c>do n't</c>, <c>it 's</c>, <c>we 'll</c>.</summary>
    /// <value>true</value>
    public bool SplitContractions { get; init; } = true;

    /// <summary>Whether hyphenated compounds (<c>long-term</c>) stay whole, as GloVe has the common ones.</summary>
    /// <value>true</value>
    public bool KeepHyphens { get; init; } = true;
}

namespace NlpTransfer.Embeddings;

/// <summary>How a word was found.</summary>
public enum LookupMatch
{
    /// <summary>As written.</summary>
    Exact,

    /// <summary>In lower case.</summary>
    Lowercase,

    /// <summary>Without the punctuation around it, in lower case where needed.</summary>
    Stripped,

    /// <summary>Not in the vocabulary, but its n-grams give it a vector.</summary>
    Subwords,

    /// <summary>Not at all.</summary>
    Unknown,
}

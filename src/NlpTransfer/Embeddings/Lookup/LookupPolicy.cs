namespace NlpTransfer.Embeddings;

/// <summary>What is tried, in this order, when a word is not in the vocabulary as written.</summary>
public sealed record LookupPolicy
{
    /// <summary>The word in lower case (invariant culture). <value>true</value></summary>
    public bool Lowercase { get; init; } = true;

    /// <summary>The word without the punctuation and symbols around it, then that in lower case. <value>true</value></summary>
    public bool StripPunctuation { get; init; } = true;

    /// <summary>The mean of its n-grams' vectors, where the file has subwords. <value>true</value></summary>
    public bool Subwords { get; init; } = true;

    /// <summary>Only the word as written.</summary>
    public static LookupPolicy ExactOnly { get; } = new() { Lowercase = false, StripPunctuation = false, Subwords = false };

    /// <summary>
    /// The forms under which a word is looked for, the word itself first: what <see cref="VectorReadOptions.Words"/>
    /// needs so that a later lookup finds the same as in the whole file.
    /// </summary>
    public IEnumerable<string> Variants(string word)
    {
        yield return word;
        if (Lowercase)
        {
            yield return word.ToLowerInvariant();
        }

        var stripped = StripPunctuation ? Stripped(word).ToString() : word;
        if (stripped.Length > 0 && stripped.Length < word.Length)
        {
            yield return stripped;
            if (Lowercase)
            {
                yield return stripped.ToLowerInvariant();
            }
        }
    }

    internal static ReadOnlySpan<char> Stripped(ReadOnlySpan<char> word)
    {
        while (word.Length > 0 && !char.IsLetterOrDigit(word[0]) && !char.IsSurrogate(word[0]))
        {
            word = word[1..];
        }

        while (word.Length > 0 && !char.IsLetterOrDigit(word[^1]) && !char.IsSurrogate(word[^1]))
        {
            word = word[..^1];
        }

        return word;
    }
}

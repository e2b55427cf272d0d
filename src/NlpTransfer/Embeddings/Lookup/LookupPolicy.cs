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

        foreach (var stripped in StripPunctuation ? Strippings(word) : [])
        {
            yield return stripped;
            if (Lowercase)
            {
                yield return stripped.ToLowerInvariant();
            }
        }
    }

    /// <summary>The word without what is in front of it, then without one more sign at its end each time: "(u.s.)" holds "u.s.".</summary>
    internal static ReadOnlySpan<char> WithoutFront(ReadOnlySpan<char> word)
    {
        while (word.Length > 0 && IsMark(word[0]))
        {
            word = word[1..];
        }

        return word;
    }

    /// <summary>Whether a character may be stripped: neither letter nor digit, nor half of a character.</summary>
    internal static bool IsMark(char character) => !char.IsLetterOrDigit(character) && !char.IsSurrogate(character);

    private static IEnumerable<string> Strippings(string word)
    {
        var stripped = WithoutFront(word).ToString();
        if (stripped.Length < word.Length && stripped.Length > 0)
        {
            yield return stripped;
        }

        while (stripped.Length > 1 && IsMark(stripped[^1]))
        {
            stripped = stripped[..^1];
            yield return stripped;
        }
    }
}

namespace NlpTransfer.Embeddings;

/// <summary>Finds words under a policy: exact, then lower case, then stripped, then subwords, else unknown.</summary>
/// <remarks>Safe from any number of threads, as the vectors are.</remarks>
/// <param name="vectors">Where to look.</param>
/// <param name="policy">What to try. <value>null: everything</value></param>
public sealed class WordLookup(WordVectors vectors, LookupPolicy? policy = null)
{
    private const int StackCharacters = 128;

    /// <summary>Where is looked.</summary>
    public WordVectors Vectors { get; } = vectors;

    /// <summary>What is tried.</summary>
    public LookupPolicy Policy { get; } = policy ?? new LookupPolicy();

    /// <summary>The word's row, or -1 when it has none (it may still have subwords).</summary>
    /// <param name="word">Any word.</param>
    /// <param name="match">How it was found.</param>
    public int Find(ReadOnlySpan<char> word, out LookupMatch match)
    {
        var row = Vectors.IndexOf(word);
        match = LookupMatch.Exact;
        if (row < 0 && Policy.Lowercase)
        {
            row = FindLower(word);
            match = LookupMatch.Lowercase;
        }

        if (row < 0 && Policy.StripPunctuation)
        {
            row = FindStripped(word);
            match = LookupMatch.Stripped;
        }

        if (row < 0)
        {
            match = Policy.Subwords && HasSubwords(word) ? LookupMatch.Subwords : LookupMatch.Unknown;
        }

        return row;
    }

    /// <summary>Writes the word's vector: its row, or the mean of its n-grams; zeros when it is unknown.</summary>
    /// <param name="word">Any word.</param>
    /// <param name="destination">At least <see cref="WordVectors.Dimension"/> values.</param>
    public LookupMatch Copy(ReadOnlySpan<char> word, Span<float> destination)
    {
        var row = Find(word, out var match);
        if (row >= 0)
        {
            Vectors.Row(row).CopyTo(destination);
        }
        else if (match == LookupMatch.Subwords)
        {
            Vectors.Subwords!.TryCompose(word, destination);
        }
        else
        {
            destination[..Vectors.Dimension].Clear();
        }

        return match;
    }

    private int FindLower(ReadOnlySpan<char> word)
    {
        if (word.Length > StackCharacters)
        {
            return Vectors.IndexOf(word.ToString().ToLowerInvariant());
        }

        Span<char> lower = stackalloc char[StackCharacters];
        var length = word.ToLowerInvariant(lower);
        return word.SequenceEqual(lower[..length]) ? -1 : Vectors.IndexOf(lower[..length]);
    }

    private int FindStripped(ReadOnlySpan<char> word)
    {
        var stripped = LookupPolicy.WithoutFront(word);
        var row = stripped.Length < word.Length ? FindEitherCase(stripped) : -1;
        while (row < 0 && stripped.Length > 1 && LookupPolicy.IsMark(stripped[^1]))
        {
            stripped = stripped[..^1];
            row = FindEitherCase(stripped);
        }

        return row;
    }

    private int FindEitherCase(ReadOnlySpan<char> word)
    {
        var row = word.IsEmpty ? -1 : Vectors.IndexOf(word);
        return row < 0 && Policy.Lowercase ? FindLower(word) : row;
    }

    // A word has n-grams as soon as it is as long as the shortest one, its two marks counted.
    private bool HasSubwords(ReadOnlySpan<char> word) =>
        Vectors.Subwords is { } subwords && subwords.TryCompose(word, new float[subwords.Dimension]);
}

namespace Microsoft.ML.Tokenizers.WordPiece;

/// <summary>Cuts one word into the longest known pieces from the left; a word that cannot be cut is unknown.</summary>
internal sealed class WordPieceModel
{
    private readonly PieceTable first;
    private readonly PieceTable following;

    internal WordPieceModel(Vocabulary vocabulary, int unknownId, string prefix, int maxWordLength)
    {
        Vocabulary = vocabulary;
        UnknownId = unknownId;
        MaxWordLength = maxWordLength;
        first = new(vocabulary.Ids);
        following = new([.. vocabulary.Ids.Where(p => p.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(p => KeyValuePair.Create(p.Key[prefix.Length..], p.Value))]);
    }

    internal Vocabulary Vocabulary { get; }

    internal int UnknownId { get; }

    /// <summary>A longer word is unknown as a whole; UTF-16 characters.</summary>
    internal int MaxWordLength { get; }

    /// <summary>Adds a word's ids; false and nothing added where they are more than <paramref name="room"/>.</summary>
    internal bool TryEncode(ReadOnlySpan<char> word, ref IdBuffer ids, int room)
    {
        int before = ids.Count;
        bool known = word.Length <= MaxWordLength && AddPieces(word, ref ids);
        int added = ids.Count - before;
        if (known && added <= room)
            return true;
        ids.Truncate(before);
        // The real package counts the pieces found before it gives up on a word, though one id would be enough.
        if (added > room)
            return false;
        ids.Add(UnknownId);
        return true;
    }

    /// <summary>The longest piece that a word continues with.</summary>
    /// <returns>Its id, or -1.</returns>
    internal int Next(ReadOnlySpan<char> rest, bool atStart, out int length) =>
        (atStart ? first : following).FindLongest(rest, out length);

    private bool AddPieces(ReadOnlySpan<char> word, ref IdBuffer ids)
    {
        for (var start = 0; start < word.Length;)
        {
            int id = Next(word[start..], start == 0, out int length);
            if (id < 0)
                return false;
            ids.Add(id);
            start += length;
        }
        return true;
    }
}

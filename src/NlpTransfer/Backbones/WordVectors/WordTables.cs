using NlpTransfer.Data;
using NlpTransfer.Embeddings;

namespace NlpTransfer.Backbones;

/// <summary>Vocabulary and starting vectors of a model, made from training texts and pretrained vectors.</summary>
/// <param name="Vocabulary">Words by row.</param>
/// <param name="Seen">Rows of padding, unknown and the words of the training data, one after the other.</param>
/// <param name="Unseen">The rows that follow, in the same way.</param>
/// <param name="Dimension">Values a row.</param>
/// <param name="Coverage">How much of the training data the vectors know.</param>
/// <param name="Shares">How often the words of <paramref name="Seen"/> occur.</param>
internal sealed record WordTables(WordVocabulary Vocabulary, float[] Seen, float[] Unseen, int Dimension, VectorCoverage Coverage, WordShares Shares)
{
    /// <summary>
    /// A word of the training data that the vectors know (<see cref="WordLookup"/>: as written, in lower case, without punctuation
    /// around it, by its subwords) starts from its vector. One they do not know gets a random vector of the same variance (Kim
    /// 2014, section 3.2) when it occurs often enough, else it counts as unknown. The unknown row is the mean of the known ones.
    /// </summary>
    /// <param name="texts">The words of each training text, after truncation.</param>
    /// <param name="vectors">Pretrained; null starts every word from random numbers.</param>
    public static WordTables Build(IEnumerable<IReadOnlyList<string>> texts, WordVectors? vectors, WordTableOptions options, long seed)
    {
        var counts = Count(texts);
        var lookup = vectors is null ? null : new WordLookup(vectors);
        var isKnown = counts.Select(c => lookup is not null && IsKnown(lookup, c.Word)).ToArray();
        var kept = Enumerable.Range(0, counts.Length).Where(i => isKnown[i] || counts[i].Count >= options.MinWordCount).ToArray();
        var dimension = vectors?.Dimension ?? options.RandomDimension;
        var seen = new float[(kept.Length + 2) * dimension];
        var known = new KnownRows(dimension);
        for (var i = 0; i < kept.Length; i++)
            if (isKnown[kept[i]]) known.Add(Copy(lookup!, counts[kept[i]].Word, Row(seen, i + 2, dimension)));
        var random = new SeededRandom(seed);
        var spread = vectors is null ? options.RandomSpread : known.Spread();
        for (var i = 0; i < kept.Length; i++)
            if (!isKnown[kept[i]]) FillUniform(Row(seen, i + 2, dimension), spread, random);
        if (vectors is null) FillUniform(Row(seen, WordVocabulary.Unknown, dimension), spread, random);
        else known.WriteMean(Row(seen, WordVocabulary.Unknown, dimension));

        string[] words = [.. kept.Select(i => counts[i].Word)];
        var further = vectors is null ? [] : Further(vectors, words, options.FurtherWords);
        var unseen = new float[further.Length * dimension];
        vectors?.CopyRows(further, unseen);
        var coverage = new VectorCoverage(counts.Length, isKnown.Count(k => k), counts.Sum(c => (long)c.Count), counts.Where((_, i) => isKnown[i]).Sum(c => (long)c.Count));
        return new(new WordVocabulary([.. words, .. further.Select(r => vectors!.Words[r])]), seen, unseen, dimension, coverage, SharesOf([.. kept.Select(i => counts[i].Count)], coverage.Tokens));
    }

    // What has no row of its own counts for the unknown one.
    private static WordShares SharesOf(int[] kept, long total) => new([0, total - kept.Sum(c => (long)c), .. kept.Select(c => (long)c)], total);

    private static (string Word, int Count)[] Count(IEnumerable<IReadOnlyList<string>> texts)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var text in texts)
            foreach (var word in text) counts[word] = counts.GetValueOrDefault(word) + 1;
        return [.. counts.Select(c => (c.Key, c.Value)).OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal)];
    }

    private static bool IsKnown(WordLookup lookup, string word)
    {
        lookup.Find(word, out var match);
        return match != LookupMatch.Unknown;
    }

    private static ReadOnlySpan<float> Copy(WordLookup lookup, string word, Span<float> destination)
    {
        lookup.Copy(word, destination);
        return destination;
    }

    // Vector files list frequent words first, so the first ones are those that new texts are most likely to hold.
    private static int[] Further(WordVectors vectors, string[] words, int count)
    {
        var taken = words.ToHashSet(StringComparer.Ordinal);
        return [.. Enumerable.Range(0, vectors.Count).Where(r => !taken.Contains(vectors.Words[r])).Take(count)];
    }

    private static Span<float> Row(float[] table, int row, int dimension) => table.AsSpan(row * dimension, dimension);

    private static void FillUniform(Span<float> row, double spread, SeededRandom random)
    {
        foreach (ref var value in row) value = (float)(((random.NextDouble() * 2) - 1) * spread);
    }
}

namespace NlpTransfer.Embeddings;

/// <summary>How much of a text's words have vectors.</summary>
public sealed record CoverageReport
{
    /// <summary>Words counted as often as they occur.</summary>
    public required long Tokens { get; init; }

    /// <summary>Different words.</summary>
    public required int Types { get; init; }

    /// <summary>Tokens by how they were found.</summary>
    public required IReadOnlyDictionary<LookupMatch, long> TokensByMatch { get; init; }

    /// <summary>Types by how they were found.</summary>
    public required IReadOnlyDictionary<LookupMatch, int> TypesByMatch { get; init; }

    /// <summary>The most frequent words without a vector, with their counts.</summary>
    public required IReadOnlyList<KeyValuePair<string, long>> MostFrequentMissing { get; init; }

    /// <summary>Share of tokens that have a vector, 0 to 1; 1 when there are no tokens.</summary>
    public double TokenShare => Tokens == 0 ? 1 : 1 - (double)TokensByMatch.GetValueOrDefault(LookupMatch.Unknown) / Tokens;

    /// <summary>Share of types that have a vector, 0 to 1; 1 when there are none.</summary>
    public double TypeShare => Types == 0 ? 1 : 1 - (double)TypesByMatch.GetValueOrDefault(LookupMatch.Unknown) / Types;

    /// <summary>Looks every word up.</summary>
    /// <param name="lookup">Vectors and policy.</param>
    /// <param name="words">All words of the data, as often as they occur.</param>
    /// <param name="missing">How many missing words to list. <value>20</value></param>
    public static CoverageReport Measure(WordLookup lookup, IEnumerable<string> words, int missing = 20)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var word in words)
        {
            counts[word] = counts.GetValueOrDefault(word) + 1;
        }

        return OfCounts(lookup, counts, missing);
    }

    /// <summary>Looks every word up, given how often each occurs.</summary>
    public static CoverageReport OfCounts(WordLookup lookup, IReadOnlyDictionary<string, long> counts, int missing = 20)
    {
        var matches = counts.ToLookup(pair => Match(lookup, pair.Key));
        return new CoverageReport
        {
            Tokens = counts.Values.Sum(),
            Types = counts.Count,
            TokensByMatch = matches.ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value)),
            TypesByMatch = matches.ToDictionary(group => group.Key, group => group.Count()),
            MostFrequentMissing =
            [
                .. matches[LookupMatch.Unknown].OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(missing),
            ],
        };
    }

    private static LookupMatch Match(WordLookup lookup, string word)
    {
        lookup.Find(word, out var match);
        return match;
    }
}

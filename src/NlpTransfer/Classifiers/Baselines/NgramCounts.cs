using NlpTransfer.Data;

namespace NlpTransfer.Classifiers;

/// <summary>Counts of hashed word sequences.</summary>
internal static class NgramCounts
{
    private const ulong Prime = 0x9E3779B97F4A7C15;

    /// <returns>For each example its places, ascending, with how often each occurs.</returns>
    public static (int[] Places, int[] Counts)[] Of(TextDataset dataset, NgramBaselineOptions options, CancellationToken cancellation)
    {
        var tokenizer = new WordTokenizer(options.Words);
        var counts = new (int[], int[])[dataset.Count];
        Parallel.For(0, dataset.Count, new ParallelOptions { CancellationToken = cancellation }, i =>
        {
            var places = new List<int>(dataset[i].Text.Length / 2);
            AddNgrams(tokenizer, dataset[i].Text, options, places, 1);
            if (dataset[i].TextPair is { } pair) AddNgrams(tokenizer, pair, options, places, 2); // the second text's words are features of their own
            counts[i] = Counted(places);
        });
        return counts;
    }

    private static void AddNgrams(WordTokenizer tokenizer, string text, NgramBaselineOptions options, List<int> places, ulong salt)
    {
        var words = new List<ulong>(text.Length / 5);
        foreach (var word in tokenizer.Enumerate(text)) words.Add(Hash(word));
        for (var start = 0; start < words.Count; start++)
        {
            var hash = salt;
            for (var end = start; end < Math.Min(words.Count, start + options.LongestNgram); end++)
            {
                hash = Mixed((hash ^ words[end]) * Prime);
                places.Add((int)(hash >> (64 - options.HashBits)));
            }
        }
    }

    private static ulong Hash(ReadOnlySpan<char> word)
    {
        var hash = Prime;
        foreach (var c in word) hash = (hash ^ c) * 0x100000001B3;
        return hash;
    }

    private static ulong Mixed(ulong hash) => (hash ^ (hash >> 32)) * 0xD6E8FEB86659FD93;

    private static (int[] Places, int[] Counts) Counted(List<int> places)
    {
        places.Sort();
        var (distinct, counts) = (new List<int>(places.Count), new List<int>(places.Count));
        foreach (var place in places)
        {
            if (distinct.Count > 0 && distinct[^1] == place) counts[^1]++;
            else
            {
                distinct.Add(place);
                counts.Add(1);
            }
        }
        return ([.. distinct], [.. counts]);
    }
}

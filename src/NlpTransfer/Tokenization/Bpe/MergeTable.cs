namespace NlpTransfer.Tokenization;

/// <summary>Byte-pair encoding (Sennrich et al. 2016): neighbours are joined, the pair that was learned first before the others.</summary>
internal sealed class MergeTable
{
    private readonly Dictionary<(int Left, int Right), (int Rank, int Joined)> merges = [];

    /// <param name="vocabulary">Ids by piece.</param>
    /// <param name="pairs">In the order they were learned.</param>
    /// <param name="source">For messages.</param>
    /// <exception cref="TokenizerFormatException">A pair, or what it joins to, is not in the vocabulary.</exception>
    public MergeTable(IReadOnlyDictionary<string, int> vocabulary, IEnumerable<(string Left, string Right)> pairs, string source)
    {
        foreach (var (left, right) in pairs) merges.TryAdd((Id(left), Id(right)), (merges.Count, Id(left + right)));

        int Id(string piece) => vocabulary.TryGetValue(piece, out var id) ? id : throw new TokenizerFormatException($"merge {merges.Count + 1} speaks of '{piece}', which is not in the vocabulary.", source);
    }

    /// <summary>Joins until nothing can be joined; the list becomes shorter.</summary>
    public void Apply(List<int> ids)
    {
        var (next, previous) = (Enumerable.Range(1, ids.Count).ToArray(), Enumerable.Range(-1, ids.Count).ToArray());
        var waiting = new PriorityQueue<(int At, int Left, int Right), (int Rank, int At)>();
        for (var i = 0; i + 1 < ids.Count; i++) Offer(i);
        while (waiting.TryDequeue(out var pair, out _))
        {
            var (at, right) = (pair.At, next[pair.At]);
            if (right >= ids.Count || ids[at] != pair.Left || ids[right] != pair.Right) continue; // joined otherwise meanwhile
            ids[at] = merges[(pair.Left, pair.Right)].Joined;
            ids[right] = -1;
            next[at] = next[right];
            if (next[at] < ids.Count) previous[next[at]] = at;
            if (previous[at] >= 0) Offer(previous[at]);
            Offer(at);
        }
        ids.RemoveAll(id => id < 0);

        void Offer(int at)
        {
            if (next[at] < ids.Count && merges.TryGetValue((ids[at], ids[next[at]]), out var merge)) waiting.Enqueue((at, ids[at], ids[next[at]]), (merge.Rank, at));
        }
    }
}

namespace NlpTransfer.Data;

/// <summary>Finds every pair of sorted sets with a Jaccard similarity of at least a threshold and joins it.</summary>
internal sealed class PrefixJoin(ulong[][] sets, DisjointSets clusters, double threshold)
{
    private const int None = -1;
    private readonly Dictionary<ulong, int> newest = []; // item -> its newest posting
    private readonly List<(int Set, int Older)> postings = [];
    private readonly int[] lastProbe = [.. Enumerable.Repeat(None, sets.Length)];

    public void Run(CancellationToken cancellation)
    {
        JoinIdentical(out var distinct);
        foreach (var set in distinct.OrderBy(s => sets[s].Length))
        {
            cancellation.ThrowIfCancellationRequested();
            var prefix = sets[set].AsSpan(0, PrefixLength(sets[set].Length));
            foreach (var item in prefix) Probe(set, item);
            foreach (var item in prefix) Post(set, item);
        }
    }

    // Campaigns of hundreds of equal mails would otherwise be compared pair by pair.
    private void JoinIdentical(out List<int> distinct)
    {
        var firsts = new Dictionary<ulong[], int>(SameItems.Instance);
        distinct = [];
        for (var i = 0; i < sets.Length; i++)
        {
            if (firsts.TryAdd(sets[i], i)) distinct.Add(i);
            else clusters.Join(firsts[sets[i]], i);
        }
    }

    // Similar sets share at least ceil(t * size) items, so they cannot differ in all of the first size - that + 1.
    private int PrefixLength(int size) => size - (int)Math.Ceiling((threshold * size) - 1e-9) + 1;

    private void Probe(int set, ulong item)
    {
        for (var p = newest.GetValueOrDefault(item, None); p != None; p = postings[p].Older)
        {
            var other = postings[p].Set;
            if (sets[other].Length < (threshold * sets[set].Length) - 1e-9) break; // older postings are of smaller sets still
            if (lastProbe[other] == set) continue;
            lastProbe[other] = set;
            if (clusters.Find(other) != clusters.Find(set) && IsSimilar(sets[set], sets[other])) clusters.Join(set, other);
        }
    }

    private void Post(int set, ulong item)
    {
        postings.Add((set, newest.GetValueOrDefault(item, None)));
        newest[item] = postings.Count - 1;
    }

    private bool IsSimilar(ulong[] a, ulong[] b)
    {
        // |A and B| / |A or B| >= t means |A and B| >= t / (1 + t) * (|A| + |B|).
        var wanted = (int)Math.Ceiling((threshold / (1 + threshold) * (a.Length + b.Length)) - 1e-9);
        int i = 0, j = 0, common = 0;
        while (i < a.Length && j < b.Length)
        {
            if (common + Math.Min(a.Length - i, b.Length - j) < wanted) return false;
            if (a[i] == b[j]) (i, j, common) = (i + 1, j + 1, common + 1);
            else if (a[i] < b[j]) i++;
            else j++;
        }
        return common >= wanted;
    }
}

namespace NlpTransfer.Data;

/// <summary>
/// Gives every cluster of examples a part so that each label is divided by the shares: exactly, by largest remainder,
/// where examples stand alone; as near as whole clusters allow otherwise. Clusters and multi-label examples go first,
/// largest first, to the part that still lacks most of its share (Sechidis et al. 2011); single ones fill what is left.
/// </summary>
internal sealed class StratifiedAssignment
{
    private readonly TextDataset dataset;
    private readonly double[] shares;
    private readonly Dictionary<string, int> labelIds;
    private readonly int[][] target; // [part][label]; the last label stands for "none"
    private readonly int[][] need;
    private readonly int[] parts;

    private StratifiedAssignment(TextDataset dataset, int[][] clusters, double[] shares)
    {
        (this.dataset, this.shares) = (dataset, shares);
        labelIds = dataset.LabelNames.Select((name, id) => (name, id)).ToDictionary(p => p.name, p => p.id, StringComparer.Ordinal);
        target = Targets(CountLabels(clusters.SelectMany(c => c)));
        need = [.. target.Select(t => t.ToArray())];
        parts = new int[dataset.Count];
    }

    /// <returns>The part of each example; 0 for examples outside the clusters.</returns>
    public static int[] Assign(TextDataset dataset, int[][] clusters, double[] shares, SeededRandom random)
    {
        var assignment = new StratifiedAssignment(dataset, clusters, shares);
        var shuffled = clusters.ToArray();
        random.Shuffle<int[]>(shuffled);
        assignment.AssignClusters(shuffled.Where(assignment.IsCompound).OrderByDescending(c => c.Length));
        assignment.AssignSingles(shuffled.Where(c => !assignment.IsCompound(c)).Select(c => c[0]));
        return assignment.parts;
    }

    private bool IsCompound(int[] cluster) => cluster.Length > 1 || dataset[cluster[0]].Labels.Count > 1;

    private IEnumerable<int> Labels(int example) =>
        dataset[example].Labels.Count == 0 ? [labelIds.Count] : dataset[example].Labels.Select(l => labelIds[l]);

    private int[] CountLabels(IEnumerable<int> examples)
    {
        var counts = new int[labelIds.Count + 1];
        foreach (var example in examples)
            foreach (var label in Labels(example)) counts[label]++;
        return counts;
    }

    private int[][] Targets(int[] totals)
    {
        var targets = shares.Select(_ => new int[totals.Length]).ToArray();
        var owed = new double[shares.Length]; // over all labels so far: breaks ties, so that small labels do not all round to one part
        for (var label = 0; label < totals.Length; label++)
        {
            var counts = LargestRemainder(totals[label], shares, owed);
            for (var p = 0; p < shares.Length; p++)
            {
                targets[p][label] = counts[p];
                owed[p] += (totals[label] * shares[p]) - counts[p];
            }
        }
        return targets;
    }

    private static int[] LargestRemainder(int total, IReadOnlyList<double> weights, double[] owed)
    {
        var sum = weights.Sum();
        var exact = weights.Select(w => sum == 0 ? 0 : total * w / sum).ToArray();
        var counts = exact.Select(e => (int)Math.Floor(e + 1e-9)).ToArray();
        var order = Enumerable.Range(0, counts.Length).Where(p => weights[p] > 0)
            .OrderByDescending(p => Math.Round(exact[p] - counts[p], 9)).ThenByDescending(p => Math.Round(owed[p], 9)).ToArray();
        for (var left = total - counts.Sum(); left > 0;)
            foreach (var p in order.Take(left).ToArray()) (counts[p], left) = (counts[p] + 1, left - 1);
        return counts;
    }

    private void AssignClusters(IEnumerable<int[]> clusters)
    {
        foreach (var cluster in clusters)
        {
            var counts = CountLabels(cluster);
            var part = BestPart(counts);
            foreach (var example in cluster) parts[example] = part;
            for (var label = 0; label < counts.Length; label++) need[part][label] -= counts[label];
        }
    }

    private int BestPart(int[] counts)
    {
        var candidates = Enumerable.Range(0, shares.Length).Where(p => shares[p] > 0).ToArray();
        var roomy = candidates.Where(p => Fits(counts, p)).ToArray();
        return roomy.Length == 0
            ? candidates.MaxBy(p => Present(counts).Sum(l => (long)counts[l] * need[p][l]))
            : roomy.MaxBy(p => (Present(counts).Sum(l => counts[l] * (double)need[p][l] / target[p][l]), shares[p]));
    }

    private bool Fits(int[] counts, int part) => Present(counts).All(l => counts[l] <= need[part][l]);

    private static IEnumerable<int> Present(int[] counts) => Enumerable.Range(0, counts.Length).Where(l => counts[l] > 0);

    private void AssignSingles(IEnumerable<int> examples)
    {
        foreach (var sameLabel in examples.GroupBy(e => Labels(e).First()).OrderBy(g => g.Key))
        {
            var members = sameLabel.ToArray();
            var wanted = need.Select(n => Math.Max(0.0, n[sameLabel.Key])).ToArray();
            if (wanted.Sum() == 0) wanted = shares;
            var counts = LargestRemainder(members.Length, wanted, new double[shares.Length]);
            var next = 0;
            for (var p = 0; p < counts.Length; p++)
                for (var i = 0; i < counts[p]; i++) parts[members[next++]] = p;
        }
    }
}

namespace NlpTransfer.Training;

/// <summary>Counts of true against predicted classes, and what follows from them alone.</summary>
internal sealed class ConfusionMatrix
{
    private readonly int total;
    private readonly long[] truths;
    private readonly long[] predictions;

    private ConfusionMatrix(int[][] counts)
    {
        Counts = counts;
        truths = [.. counts.Select(row => row.Sum(v => (long)v))];
        predictions = [.. Enumerable.Range(0, counts.Length).Select(c => counts.Sum(row => (long)row[c]))];
        total = (int)truths.Sum();
    }

    /// <summary>A row a true class, a column a predicted one.</summary>
    public int[][] Counts { get; }

    public double Accuracy => (double)Hits / total;

    public double MacroF1 => Enumerable.Range(0, Counts.Length).Where(c => truths[c] + predictions[c] > 0).Average(F1);

    public double WeightedF1 => Enumerable.Range(0, Counts.Length).Sum(c => truths[c] * F1(c)) / total;

    public double Mcc
    {
        get
        {
            double squared = (double)total * total;
            var covariance = ((double)Hits * total) - Dot(truths, predictions);
            var variance = Math.Sqrt(squared - Dot(predictions, predictions)) * Math.Sqrt(squared - Dot(truths, truths));
            return variance == 0 ? 0 : covariance / variance;
        }
    }

    private long Hits => Counts.Select((row, c) => (long)row[c]).Sum();

    public static ConfusionMatrix Count(IReadOnlyList<int> labels, IReadOnlyList<int> predicted, int classes)
    {
        var counts = Enumerable.Range(0, classes).Select(_ => new int[classes]).ToArray();
        for (var i = 0; i < labels.Count; i++) counts[labels[i]][predicted[i]]++;
        return new(counts);
    }

    public IReadOnlyDictionary<string, ClassMetrics> PerClass(IReadOnlyList<string> names)
    {
        var perClass = new OrderedDictionary<string, ClassMetrics>(names.Count, StringComparer.Ordinal);
        for (var c = 0; c < names.Count; c++)
            perClass.Add(names[c], new(Share(Counts[c][c], predictions[c]), Share(Counts[c][c], truths[c]), F1(c), (int)truths[c]));
        return perClass;
    }

    private double F1(int c) => Share(2 * Counts[c][c], truths[c] + predictions[c]);

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;

    private static double Dot(long[] a, long[] b) => a.Zip(b, (x, y) => (double)x * y).Sum();
}

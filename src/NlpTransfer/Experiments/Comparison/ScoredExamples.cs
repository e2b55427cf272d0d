using NlpTransfer.Classifiers;
using NlpTransfer.Training;

namespace NlpTransfer.Experiments;

/// <summary>Saved predictions as numbers: for any draw from the examples, the figures that <see cref="ClassificationMetrics"/> has of the whole.</summary>
internal sealed class ScoredExamples
{
    private const double Smallest = 1e-15; // a probability that was rounded to 0 must not make the loss infinite

    private readonly bool[] right;
    private readonly double[] losses;
    private readonly int[][] truths; // one array a decision: of single labels one over all classes, of several one a label, 0 or 1
    private readonly int[][] chosen;
    private readonly int classes;
    private readonly bool isMultiLabel;

    /// <param name="rows">Of one file.</param>
    /// <param name="isMultiLabel">Whether an example may have any number of labels.</param>
    public ScoredExamples(IReadOnlyList<SavedPrediction> rows, bool isMultiLabel)
    {
        this.isMultiLabel = isMultiLabel;
        string[] names = [.. rows[0].Probabilities.Keys];
        (classes, Count) = (isMultiLabel ? 2 : names.Length, rows.Count);
        right = [.. rows.Select(r => r.IsRight)];
        losses = [.. rows.Select(r => isMultiLabel ? names.Average(n => Loss(r, n)) : -Math.Log(Math.Max(Smallest, r.Probabilities[r.Labels[0]])))];
        truths = Decisions(rows, names, r => r.Labels);
        chosen = Decisions(rows, names, r => r.Predicted);
    }

    public int Count { get; }

    public double Accuracy(int[] draw)
    {
        var sum = 0;
        foreach (var i in draw) sum += right[i] ? 1 : 0;
        return sum / (double)draw.Length;
    }

    public double Loss(int[] draw) => draw.Sum(i => losses[i]) / draw.Length;

    public double MacroF1(int[] draw)
    {
        if (!isMultiLabel) return Matrix(0, draw).MacroF1;
        var figures = Enumerable.Range(0, truths.Length).Select(l => Matrix(l, draw).PerClass(["no", "yes"])["yes"]).Where(f => f.Support > 0 || f.Precision > 0).ToArray();
        return figures.Length == 0 ? 0 : figures.Average(f => f.F1);
    }

    public double Mcc(int[] draw) => isMultiLabel
        ? ConfusionMatrix.Count([.. truths.SelectMany(t => draw.Select(i => t[i]))], [.. chosen.SelectMany(c => draw.Select(i => c[i]))], 2).Mcc
        : Matrix(0, draw).Mcc;

    private static double Loss(SavedPrediction row, string label) =>
        -Math.Log(Math.Max(Smallest, row.Labels.Contains(label) ? row.Probabilities[label] : 1 - row.Probabilities[label]));

    private ConfusionMatrix Matrix(int decision, int[] draw) =>
        ConfusionMatrix.Count(Array.ConvertAll(draw, i => truths[decision][i]), Array.ConvertAll(draw, i => chosen[decision][i]), classes);

    private int[][] Decisions(IReadOnlyList<SavedPrediction> rows, string[] names, Func<SavedPrediction, IReadOnlyList<string>> labels) => isMultiLabel
        ? [.. names.Select(name => rows.Select(r => labels(r).Contains(name) ? 1 : 0).ToArray())]
        : [[.. rows.Select(r => Array.IndexOf(names, labels(r)[0]))]];
}

namespace NlpTransfer.Training;

/// <summary>Probabilities beside true labels, checked, with the losses already taken.</summary>
internal sealed class Predictions
{
    private const double SmallestProbability = 1e-15; // a float 0 must not make the mean loss infinite

    private readonly double[] probabilities; // (N, C)
    private readonly double[] losses;
    private readonly IReadOnlyList<int> labels;
    private readonly int classes;

    private Predictions(double[] probabilities, double[] losses, IReadOnlyList<int> labels, int classes) =>
        (this.probabilities, this.losses, this.labels, this.classes) = (probabilities, losses, labels, classes);

    public static Predictions OfProbabilities(ReadOnlySpan<float> values, IReadOnlyList<int> labels, int classes)
    {
        Check(values, labels, classes);
        var probabilities = new double[values.Length];
        for (var i = 0; i < values.Length; i++) probabilities[i] = values[i];
        var losses = labels.Select((label, row) => -Math.Log(Math.Max(SmallestProbability, probabilities[(row * classes) + label]))).ToArray();
        return new(probabilities, losses, labels, classes);
    }

    public static Predictions OfLogits(ReadOnlySpan<float> logits, IReadOnlyList<int> labels, int classes, double temperature = 1)
    {
        Check(logits, labels, classes);
        var probabilities = new double[logits.Length];
        var losses = new double[labels.Count];
        for (var row = 0; row < labels.Count; row++)
        {
            var source = logits.Slice(row * classes, classes);
            var logSum = LogSumExp(source, temperature);
            for (var c = 0; c < classes; c++) probabilities[(row * classes) + c] = Math.Exp((source[c] / temperature) - logSum);
            losses[row] = logSum - (source[labels[row]] / temperature);
        }
        return new(probabilities, losses, labels, classes);
    }

    public ClassificationMetrics Measure(IReadOnlyList<string> names, int positive) =>
        Measure(names, positive, [.. Enumerable.Range(0, labels.Count).Select(row => DecisionRule.Largest(Row(row)))]);

    /// <summary>As the rule chooses; the label with a threshold is the one looked for.</summary>
    public ClassificationMetrics Measure(IReadOnlyList<string> names, DecisionRule rule)
    {
        var metrics = MeasureAll(names, rule);
        if (rule.AbstainBelow == 0) return metrics;
        int[] answered = [.. Enumerable.Range(0, labels.Count).Where(row => !rule.Abstains(Row(row), names))];
        var right = answered.Count(row => rule.Choose(Row(row), names)[0] == labels[row]);
        return metrics with { Coverage = (double)answered.Length / labels.Count, AnsweredAccuracy = answered.Length == 0 ? null : (double)right / answered.Length };
    }

    private ClassificationMetrics MeasureAll(IReadOnlyList<string> names, DecisionRule rule)
    {
        var label = Enumerable.Range(0, classes).FirstOrDefault(i => rule.Thresholds.ContainsKey(names[i]), -1);
        if (label < 0) return Measure(names, positive: 1);
        var metrics = Measure(names, label, [.. Enumerable.Range(0, labels.Count).Select(row => rule.Choose(Row(row), names)[0])]);
        var figures = new OrderedDictionary<string, ClassMetrics>(metrics.PerClass, StringComparer.Ordinal);
        figures[names[label]] = figures[names[label]] with { Threshold = rule.Thresholds[names[label]] };
        return metrics with { PerClass = figures };
    }

    private ClassificationMetrics Measure(IReadOnlyList<string> names, int positive, int[] predicted)
    {
        var confusion = ConfusionMatrix.Count(labels, predicted, classes);
        var isBinary = classes == 2 && labels.Distinct().Count() == 2;
        var scores = isBinary ? Enumerable.Range(0, labels.Count).Select(row => probabilities[(row * 2) + positive]).ToArray() : [];
        var isPositive = isBinary ? labels.Select(l => l == positive).ToArray() : [];
        return new ClassificationMetrics
        {
            N = labels.Count,
            Loss = losses.Average(),
            Accuracy = confusion.Accuracy,
            MacroF1 = confusion.MacroF1,
            WeightedF1 = confusion.WeightedF1,
            Mcc = confusion.Mcc,
            Ece = Calibration.ExpectedError([.. predicted.Select((p, row) => probabilities[(row * classes) + p])], [.. predicted.Select((p, row) => p == labels[row])]),
            Brier = Brier(),
            Auroc = isBinary ? Ranking.Auroc(scores, isPositive) : null,
            AveragePrecision = isBinary ? Ranking.AveragePrecision(scores, isPositive) : null,
            PositiveLabel = classes == 2 ? names[positive] : null,
            PerClass = confusion.PerClass(names),
            Confusion = confusion.Counts,
        };
    }

    private static void Check(ReadOnlySpan<float> values, IReadOnlyList<int> labels, int classes)
    {
        CheckValues(values, labels.Count, classes);
        for (var i = 0; i < labels.Count; i++)
            if (labels[i] < 0 || labels[i] >= classes) throw new ArgumentException($"Expected a label from 0 to {classes - 1} for example {i}, found {labels[i]}.", nameof(labels));
    }

    internal static void CheckValues(ReadOnlySpan<float> values, int examples, int classes)
    {
        if (examples == 0) throw new ArgumentException("Expected at least one labelled example, found none.", nameof(examples));
        if (values.Length != examples * classes)
            throw new ArgumentException($"Expected {examples} x {classes} values, one row a label, found {values.Length}.", nameof(values));
        for (var i = 0; i < values.Length; i++)
            if (!float.IsFinite(values[i])) throw new ArgumentException($"Expected a finite number for example {i / classes}, class {i % classes}; found {values[i]}.", nameof(values));
    }

    private static double LogSumExp(ReadOnlySpan<float> values, double temperature)
    {
        double max = values[0], sum = 0;
        foreach (var value in values) max = Math.Max(max, value);
        foreach (var value in values) sum += Math.Exp((value - max) / temperature);
        return (max / temperature) + Math.Log(sum);
    }

    private ReadOnlySpan<double> Row(int row) => probabilities.AsSpan(row * classes, classes);

    private double Brier()
    {
        var sum = 0.0;
        for (var i = 0; i < probabilities.Length; i++)
        {
            var distance = probabilities[i] - (labels[i / classes] == i % classes ? 1 : 0);
            sum += distance * distance;
        }
        return sum / labels.Count;
    }
}

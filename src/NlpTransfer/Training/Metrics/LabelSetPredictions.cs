namespace NlpTransfer.Training;

/// <summary>Probabilities of every label beside true label sets, checked, with the losses already taken.</summary>
internal sealed class LabelSetPredictions
{
    private readonly double[] probabilities; // (N, C)
    private readonly bool[] truths; // (N, C)
    private readonly bool[] chosen; // (N, C)
    private readonly double loss;
    private readonly IReadOnlyList<string> names;
    private readonly DecisionRule rule;

    private LabelSetPredictions(double[] probabilities, bool[] truths, double loss, IReadOnlyList<string> names, DecisionRule rule)
    {
        (this.probabilities, this.truths, this.loss, this.names, this.rule) = (probabilities, truths, loss, names, rule);
        var thresholds = names.Select(rule.ThresholdOf).ToArray();
        chosen = [.. probabilities.Select((p, i) => p >= thresholds[i % names.Count])];
    }

    private int Count => truths.Length / names.Count;

    public static LabelSetPredictions OfLogits(ReadOnlySpan<float> logits, IReadOnlyList<IReadOnlyList<int>> labelSets, IReadOnlyList<string> names, DecisionRule rule)
    {
        Predictions.CheckValues(logits, labelSets.Count, names.Count);
        var truths = LabelSets.Flat(labelSets, names.Count);
        var losses = 0.0;
        for (var i = 0; i < truths.Length; i++) losses += Softplus((truths[i] ? -logits[i] : logits[i]) / rule.Temperature);
        return new(rule.Probabilities(logits), truths, losses / truths.Length, names, rule);
    }

    public ClassificationMetrics Measure()
    {
        var counts = Enumerable.Range(0, names.Count).Select(c => ConfusionMatrix.Count(Column(truths, c, Bit), Column(chosen, c, Bit), 2)).ToArray();
        var all = ConfusionMatrix.Count([.. truths.Select(Bit)], [.. chosen.Select(Bit)], 2);
        var perLabel = new OrderedDictionary<string, ClassMetrics>(names.Count, StringComparer.Ordinal);
        for (var c = 0; c < names.Count; c++) perLabel.Add(names[c], Figures(counts[c], c));
        var occurring = perLabel.Values.Where((f, c) => f.Support > 0 || Column(chosen, c, b => b).Contains(true)).ToArray();
        var precisions = perLabel.Values.Where(f => f.AveragePrecision is not null).ToArray();
        var support = perLabel.Values.Sum(f => f.Support);
        return new ClassificationMetrics
        {
            N = Count,
            Loss = loss,
            Accuracy = Enumerable.Range(0, Count).Count(row => Row(truths, row).SequenceEqual(Row(chosen, row))) / (double)Count,
            MacroF1 = occurring.Length == 0 ? 0 : occurring.Average(f => f.F1),
            MicroF1 = all.PerClass(["no", "yes"])["yes"].F1,
            WeightedF1 = support == 0 ? 0 : perLabel.Values.Sum(f => f.Support * f.F1) / support,
            Mcc = all.Mcc,
            Ece = Calibration.ExpectedError(probabilities, truths),
            Brier = probabilities.Zip(truths, (p, t) => Math.Pow(p - (t ? 1 : 0), 2)).Sum() / Count,
            AveragePrecision = precisions.Length == 0 ? null : precisions.Average(f => f.AveragePrecision),
            PerClass = perLabel,
            Confusion = [],
        };
    }

    private ClassMetrics Figures(ConfusionMatrix counts, int label)
    {
        var figures = counts.PerClass(["no", "yes"])["yes"];
        return figures with
        {
            Threshold = rule.ThresholdOf(names[label]),
            AveragePrecision = figures.Support == 0 ? null : Ranking.AveragePrecision(Column(probabilities, label, p => p), Column(truths, label, t => t)),
        };
    }

    // log(1 + e^x) without overflow.
    private static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    private static int Bit(bool value) => value ? 1 : 0;

    private ReadOnlySpan<bool> Row(bool[] values, int row) => values.AsSpan(row * names.Count, names.Count);

    private TTo[] Column<TFrom, TTo>(TFrom[] values, int label, Func<TFrom, TTo> read) => [.. Enumerable.Range(0, Count).Select(row => read(values[(row * names.Count) + label]))];
}

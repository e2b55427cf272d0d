namespace NlpTransfer.Training;

/// <summary>Finds the rule for fixed logits: first the temperature, then thresholds on the calibrated probabilities, then below which of them nothing is said. Pure.</summary>
internal static class DecisionSearch
{
    /// <exception cref="GoalNotReachedException">The goal cannot be reached on this data.</exception>
    public static DecisionReport Find(float[] logits, IReadOnlyList<IReadOnlyList<int>> labelSets, IReadOnlyList<string> labelNames, ProblemType problem, DecisionOptions options)
    {
        var temperature = options.Calibrate ? TemperatureSearch.Find(logits, labelSets, labelNames, problem) : null;
        var rule = new DecisionRule { Problem = problem, Temperature = temperature?.Temperature ?? 1 };
        var truths = LabelSets.Flat(labelSets, labelNames.Count);
        var probabilities = Probabilities(logits, labelNames.Count, rule);
        var sought = Sought(labelNames, problem, options);
        var found = sought.ToLookup(label => Column(truths, label, labelNames.Count).Contains(true));
        var thresholds = (problem == ProblemType.MultiLabel ? found[true] : sought).Select(Threshold).ToArray();
        rule = rule with { Thresholds = thresholds.ToDictionary(t => t.Label, t => t.Threshold, StringComparer.Ordinal) };
        var abstention = options.Abstain is { } goal ? Abstention(probabilities, labelSets, labelNames, rule, goal) : null;
        rule = rule with { AbstainBelow = abstention?.Threshold ?? 0 };
        return new(rule, temperature, thresholds, problem == ProblemType.MultiLabel ? [.. found[false].Select(label => labelNames[label])] : []) { Abstention = abstention };

        ThresholdReport Threshold(int label) =>
            ThresholdSearch.Find(labelNames[label], Column(probabilities, label, labelNames.Count), Column(truths, label, labelNames.Count), options.Goal ?? ThresholdGoal.F1);
    }

    private static AbstentionReport Abstention(double[] probabilities, IReadOnlyList<IReadOnlyList<int>> labelSets, IReadOnlyList<string> labelNames, DecisionRule rule, AbstentionGoal goal)
    {
        double[][] rows = [.. probabilities.Chunk(labelNames.Count)];
        int[] chosen = [.. rows.Select(row => rule.Choose(row, labelNames)[0])];
        return AbstentionSearch.Find([.. rows.Select((row, i) => row[chosen[i]])], [.. chosen.Select((label, i) => labelSets[i].Contains(label))], goal);
    }

    private static int[] Sought(IReadOnlyList<string> labelNames, ProblemType problem, DecisionOptions options)
    {
        if (problem == ProblemType.MultiLabel) return [.. Enumerable.Range(0, labelNames.Count)];
        if (options.Goal is null) return [];
        var positive = options.PositiveLabel ?? PositiveLabels.Find(labelNames);
        return [labelNames.Index().First(l => l.Item == positive).Index];
    }

    private static double[] Probabilities(float[] logits, int classes, DecisionRule rule) => [.. Enumerable.Range(0, logits.Length / classes).SelectMany(row => rule.Probabilities(logits.AsSpan(row * classes, classes)))];

    private static T[] Column<T>(T[] values, int column, int columns) => [.. Enumerable.Range(0, values.Length / columns).Select(row => values[(row * columns) + column])];
}

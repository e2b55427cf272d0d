using System.Globalization;

namespace NlpTransfer.Training;

/// <summary>How logits become probabilities and chosen labels. Pure; part of a saved classifier.</summary>
public sealed record DecisionRule
{
    /// <summary>The probability from which on a label of multi-label data is chosen where no threshold was set.</summary>
    public const double DefaultThreshold = 0.5;

    /// <value><see cref="ProblemType.SingleLabel"/></value>
    public ProblemType Problem { get; init; }

    /// <summary>What logits are divided by before they become probabilities (Guo et al. 2017); above 1 makes them more modest.</summary>
    /// <value>1</value>
    public double Temperature { get; init; } = 1;

    /// <summary>
    /// By label, the probability from which on it is chosen. Of multi-label data, any of the labels; of two labels, the one that
    /// is looked for, the other is then chosen below it. Empty: the most probable label, or each at
    /// <see cref="DefaultThreshold"/>.
    /// </summary>
    public IReadOnlyDictionary<string, double> Thresholds { get; init; } = new Dictionary<string, double>();

    /// <summary>The probability of the chosen label below which none is given; only of single-label data.</summary>
    /// <value>0: always one</value>
    public double AbstainBelow { get; init; }

    /// <summary>Every fault, one sentence each; empty when there is none.</summary>
    /// <param name="labelNames">The labels that the rule is for.</param>
    public IReadOnlyList<string> Validate(IReadOnlyList<string> labelNames)
    {
        var faults = new List<string>();
        if (!(Temperature > 0 && double.IsFinite(Temperature))) faults.Add(string.Create(CultureInfo.InvariantCulture, $"Temperature must be above 0, was {Temperature}."));
        foreach (var (label, threshold) in Thresholds)
        {
            if (!labelNames.Contains(label)) faults.Add($"Thresholds must be of the labels {string.Join(", ", labelNames)}; '{label}' is none.{NameSuggestion.DidYouMean(label, labelNames)}");
            if (threshold is not (>= 0 and <= 1)) faults.Add(string.Create(CultureInfo.InvariantCulture, $"Thresholds must be from 0 to 1, that of '{label}' was {threshold}."));
        }
        if (AbstainBelow is not (>= 0 and <= 1)) faults.Add(string.Create(CultureInfo.InvariantCulture, $"AbstainBelow must be from 0 to 1, was {AbstainBelow}."));
        if (Problem == ProblemType.MultiLabel && AbstainBelow > 0) faults.Add("AbstainBelow must be 0 for multi-label data, of which no label may apply anyway.");
        if (Problem == ProblemType.SingleLabel && Thresholds.Count > 0 && (Thresholds.Count > 1 || labelNames.Count != 2))
            faults.Add($"Thresholds of single-label data must be one, of one of two labels; there are {Thresholds.Count} for {labelNames.Count} labels.");
        return faults;
    }

    /// <summary>The probability of each label: softmax or sigmoids, in double precision.</summary>
    public double[] Probabilities(ReadOnlySpan<float> logits)
    {
        var values = new double[logits.Length];
        for (var i = 0; i < values.Length; i++) values[i] = logits[i] / Temperature;
        if (Problem == ProblemType.SingleLabel) Softmax(values);
        else
            for (var i = 0; i < values.Length; i++) values[i] = 1 / (1 + Math.Exp(-values[i]));
        return values;
    }

    /// <summary>The ids of the chosen labels, in order: one, or of multi-label data any number.</summary>
    public int[] Choose(ReadOnlySpan<double> probabilities, IReadOnlyList<string> labelNames)
    {
        if (Problem == ProblemType.SingleLabel) return [ChooseOne(probabilities, labelNames)];
        var chosen = new List<int>();
        for (var i = 0; i < probabilities.Length; i++)
            if (probabilities[i] >= ThresholdOf(labelNames[i])) chosen.Add(i);
        return [.. chosen];
    }

    /// <summary>Whether the classifier is less sure of the label it would choose than <see cref="AbstainBelow"/> asks.</summary>
    public bool Abstains(ReadOnlySpan<double> probabilities, IReadOnlyList<string> labelNames) =>
        AbstainBelow > 0 && Problem == ProblemType.SingleLabel && probabilities[ChooseOne(probabilities, labelNames)] < AbstainBelow;

    /// <summary>The probability from which on a label of multi-label data is chosen.</summary>
    public double ThresholdOf(string label) => Thresholds.GetValueOrDefault(label, DefaultThreshold);

    internal static int Largest(ReadOnlySpan<double> values)
    {
        var best = 0;
        for (var i = 1; i < values.Length; i++)
            if (values[i] > values[best]) best = i;
        return best;
    }

    private int ChooseOne(ReadOnlySpan<double> probabilities, IReadOnlyList<string> labelNames)
    {
        for (var i = 0; i < labelNames.Count; i++)
            if (Thresholds.TryGetValue(labelNames[i], out var threshold)) return probabilities[i] >= threshold ? i : 1 - i;
        return Largest(probabilities);
    }

    private static void Softmax(Span<double> values)
    {
        double max = double.NegativeInfinity, sum = 0;
        foreach (var value in values) max = Math.Max(max, value);
        for (var i = 0; i < values.Length; i++) sum += values[i] = Math.Exp(values[i] - max);
        for (var i = 0; i < values.Length; i++) values[i] /= sum;
    }
}

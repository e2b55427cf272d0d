using NlpTransfer.Training;

namespace NlpTransfer.Classifiers;

/// <summary>What a classifier says of one input.</summary>
public sealed class Prediction
{
    private readonly IReadOnlyList<string> labelNames;
    private readonly int label;

    internal Prediction(IReadOnlyList<string> labelNames, ReadOnlySpan<float> logits, DecisionRule rule)
    {
        this.labelNames = labelNames;
        var probabilities = rule.Probabilities(logits);
        var chosen = rule.Choose(probabilities, labelNames);
        label = rule.Problem == ProblemType.SingleLabel ? chosen[0] : DecisionRule.Largest(probabilities);
        IsAbstained = rule.Abstains(probabilities, labelNames);
        (Probabilities, Labels) = (probabilities, IsAbstained ? [] : [.. chosen.Select(i => labelNames[i])]);
    }

    /// <summary>
    /// The most probable label, the first of equals; with a threshold on one of two labels, the one that the threshold chooses.
    /// Of multi-label data look at <see cref="Labels"/>: the most probable label may be below its threshold.
    /// </summary>
    public string Label => labelNames[label];

    /// <summary>Whether the classifier is less sure than it was told to be (<see cref="DecisionRule.AbstainBelow"/>); <see cref="Label"/> is then only its best guess.</summary>
    public bool IsAbstained { get; }

    /// <summary>The chosen labels, in the order of the classifier's label names: one, or none where it abstains; of multi-label data any number, also none.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>The probability of <see cref="Label"/>, 0 to 1.</summary>
    public double Probability => Probabilities[label];

    /// <summary>Of every label, in the order of the classifier's label names; sums to 1, except for multi-label data.</summary>
    public IReadOnlyList<double> Probabilities { get; }

    /// <summary>The probability of a label.</summary>
    /// <exception cref="ArgumentException">The classifier has no such label.</exception>
    public double ProbabilityOf(string label)
    {
        for (var i = 0; i < labelNames.Count; i++)
            if (labelNames[i] == label) return Probabilities[i];
        throw new ArgumentException($"There is no label '{label}'.{NameSuggestion.DidYouMean(label, labelNames)} Known: {string.Join(", ", labelNames)}.");
    }
}

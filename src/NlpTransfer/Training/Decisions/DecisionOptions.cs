namespace NlpTransfer.Training;

/// <summary>What is decided on validation data once the weights stand: how sure probabilities may be, and from where on a label is chosen.</summary>
public sealed record DecisionOptions
{
    /// <summary>Whether logits are divided by the temperature that gives the validation labels the greatest likelihood.</summary>
    /// <value>false</value>
    public bool Calibrate { get; init; }

    /// <summary>What the threshold is chosen for; of multi-label data only <see cref="ThresholdGoal.F1"/>.</summary>
    /// <value>null: of two labels the more probable one; of multi-label data F1, label by label</value>
    public ThresholdGoal? Goal { get; init; }

    /// <summary>Of two labels the one that <see cref="Goal"/> is about.</summary>
    /// <value>null: the one that is called spam, positive, yes, true, 1 or the like, when just one of them is</value>
    public string? PositiveLabel { get; init; }

    /// <summary>What the probability is chosen for below which no label is given; only of single-label data.</summary>
    /// <value>null: a label always</value>
    public AbstentionGoal? Abstain { get; init; }

    /// <summary>Every fault, one sentence each; empty when there is none.</summary>
    /// <param name="labelNames">The labels of the classifier.</param>
    /// <param name="problem">How many of them an example has.</param>
    public IReadOnlyList<string> Validate(IReadOnlyList<string> labelNames, ProblemType problem)
    {
        if (problem == ProblemType.MultiLabel)
        {
            return [.. Goal is not null && Goal != ThresholdGoal.F1 ? [$"Goal must be {ThresholdGoal.F1} for multi-label data, was {Goal}."] : Array.Empty<string>(),
                .. Abstain is not null ? ["Abstain must be left out for multi-label data, of which no label may apply anyway."] : Array.Empty<string>()];
        }
        if (PositiveLabel is not null && !labelNames.Contains(PositiveLabel))
            return [$"PositiveLabel must be one of {string.Join(", ", labelNames)}; was '{PositiveLabel}'.{NameSuggestion.DidYouMean(PositiveLabel, labelNames)}"];
        if (Goal is null) return [];
        if (labelNames.Count != 2) return [$"Goal must be left out unless there are two labels; there are {labelNames.Count}, and the most probable is chosen."];
        return (PositiveLabel ?? PositiveLabels.Find(labelNames)) is null
            ? [$"PositiveLabel must be given with Goal {Goal}: which of '{labelNames[0]}' and '{labelNames[1]}' is looked for?"]
            : [];
    }
}

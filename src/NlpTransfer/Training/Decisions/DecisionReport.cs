namespace NlpTransfer.Training;

/// <summary>What was decided on validation data.</summary>
/// <param name="Rule">What the classifier goes by from now on.</param>
/// <param name="Temperature">Null when probabilities were not calibrated.</param>
/// <param name="Thresholds">In the order of the labels; empty when the most probable label is chosen.</param>
/// <param name="WithoutExamples">Labels of multi-label data that no validation example has; their threshold stays at a half.</param>
public sealed record DecisionReport(DecisionRule Rule, TemperatureReport? Temperature, IReadOnlyList<ThresholdReport> Thresholds, IReadOnlyList<string> WithoutExamples)
{
    /// <summary>From which probability on a label is given; null when always.</summary>
    public AbstentionReport? Abstention { get; init; }
}

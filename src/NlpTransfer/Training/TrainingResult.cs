namespace NlpTransfer.Training;

/// <summary>What a training came to. The model holds the best weights when there was validation data, else the last.</summary>
/// <param name="Epochs">In order, over all phases.</param>
/// <param name="BestEpoch">Whose weights the model holds: from 1, 0 when no epoch was better than the start; null without validation data.</param>
/// <param name="Validation">Of the weights that the model holds, under the decided temperature and thresholds; null without validation data.</param>
/// <param name="Steps">Optimizer steps.</param>
/// <param name="Duration">In all.</param>
public sealed record TrainingResult(IReadOnlyList<EpochReport> Epochs, int? BestEpoch, ClassificationMetrics? Validation, long Steps, TimeSpan Duration)
{
    /// <summary>What a classifier decided on the validation data; null when there was nothing to decide.</summary>
    public DecisionReport? Decision { get; init; }

    /// <summary>What became of the frozen groups' output, one entry a data set and prefix.</summary>
    public IReadOnlyList<FeatureReport> Features { get; init; } = [];
}

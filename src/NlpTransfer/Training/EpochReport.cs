namespace NlpTransfer.Training;

/// <summary>One pass over the training data, or what a phase in steps has left of it.</summary>
/// <param name="Epoch">From 1, over the whole run.</param>
/// <param name="Phase">Name of the phase.</param>
/// <param name="Step">Optimizer steps so far.</param>
/// <param name="TrainingLoss">Mean over the examples, dropout in force.</param>
/// <param name="Validation">Over the whole validation data; null when there is none.</param>
/// <param name="Score">The monitored figure, higher is better; null when it is one of validation data and there is none.</param>
/// <param name="IsBest">Whether no earlier evaluation was better.</param>
/// <param name="PaddingShare">Part of the positions in the batches that hold no token, 0 to 1.</param>
/// <param name="Truncated">Training examples cut off at the model's limit.</param>
/// <param name="Duration">With its evaluation.</param>
public sealed record EpochReport(
    int Epoch, string Phase, long Step, double TrainingLoss, ClassificationMetrics? Validation, double? Score, bool IsBest, double PaddingShare, int Truncated, TimeSpan Duration)
{
    /// <summary>How much worse the model does on validation data than on what it trains on, in nats; null without validation data.</summary>
    public double? Gap => Validation?.Loss - TrainingLoss;

    /// <summary>
    /// How far each pretrained group is from the weights it came with, bottom to top: the length of the difference over theirs. 0 while
    /// it is frozen.
    /// </summary>
    public IReadOnlyDictionary<string, double> Movement { get; init; } = new Dictionary<string, double>();
}

using NlpTransfer.Training;

namespace NlpTransfer.Classifiers;

/// <summary>What one pass over labelled data gives.</summary>
/// <param name="Metrics">Over all of it.</param>
/// <param name="Predictions">Of each example, in order.</param>
public sealed record Measurement(ClassificationMetrics Metrics, IReadOnlyList<Prediction> Predictions);

using NlpTransfer.Data;

namespace NlpTransfer.Classifiers;

/// <summary>A picture that a classifier gets wrong.</summary>
/// <param name="Example">With its true label.</param>
/// <param name="Prediction">What the classifier says.</param>
public sealed record ImageMistake(ImageExample Example, Prediction Prediction);

namespace NlpTransfer.Classifiers;

/// <summary>A line of a <see cref="PredictionFile"/>.</summary>
/// <param name="File">Name of the file that the example came from.</param>
/// <param name="Row">Its row there, from 1.</param>
/// <param name="Labels">Its true labels.</param>
/// <param name="Predicted">What the classifier chose.</param>
/// <param name="Probabilities">Of every label, 0 to 1, in the order of the classifier's.</param>
public sealed record SavedPrediction(string File, long Row, IReadOnlyList<string> Labels, IReadOnlyList<string> Predicted, OrderedDictionary<string, double> Probabilities)
{
    /// <summary>Whether exactly the true labels were chosen.</summary>
    internal bool IsRight => Labels.Count == Predicted.Count && Labels.All(Predicted.Contains);
}

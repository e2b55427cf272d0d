namespace NlpTransfer.Cli.Verbs.Predict;

/// <summary>One text with what the classifier says of it; probabilities in the order of the label names.</summary>
internal sealed record PredictionRow(string Text, string Label, IReadOnlyList<double> Probabilities);

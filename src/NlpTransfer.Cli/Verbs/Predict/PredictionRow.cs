namespace NlpTransfer.Cli.Verbs.Predict;

/// <summary>One text with what the classifier says of it; probabilities in the order of the label names.</summary>
internal sealed record PredictionRow(string Text, string Label, IReadOnlyList<double> Probabilities)
{
    /// <summary>The chosen labels of a classifier that gives several; null where there is one.</summary>
    public IReadOnlyList<string>? Labels { get; init; }
}

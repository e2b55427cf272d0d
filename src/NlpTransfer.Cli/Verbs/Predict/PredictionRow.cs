using NlpTransfer.Classifiers;

namespace NlpTransfer.Cli.Verbs.Predict;

/// <summary>One text with what the classifier says of it; probabilities in the order of the label names.</summary>
internal sealed record PredictionRow(string Text, string Label, IReadOnlyList<double> Probabilities)
{
    /// <summary>Whether the classifier is not sure enough to give a label; null of one that always gives one.</summary>
    public bool? IsAbstained { get; init; }

    /// <summary>Why; null where that was not asked for.</summary>
    public TextExplanation? Explanation { get; init; }

    /// <summary>The chosen labels of a classifier that gives several; null where there is one.</summary>
    public IReadOnlyList<string>? Labels { get; init; }
}

using System.Globalization;

namespace NlpTransfer.Training;

/// <summary>
/// Few-shot training (SetFit: Tunstall et al. 2022, "Efficient few-shot learning without prompts"): the backbone learns to bring examples
/// of one label together and those of different labels apart; then the head is a logistic regression on its features.
/// </summary>
public sealed record ContrastiveOptions
{
    /// <summary>
    /// The cost of the head's errors against the size of its weights (C of the logistic regression), over features scaled to a mean
    /// length of 1.
    /// </summary>
    /// <value>10</value>
    public double HeadStrength { get; init; } = 10;

    /// <summary>Every fault, one sentence each; empty when there is none.</summary>
    public IReadOnlyList<string> Validate() =>
        HeadStrength > 0 && double.IsFinite(HeadStrength) ? [] : [string.Create(CultureInfo.InvariantCulture, $"HeadStrength must be above 0, was {HeadStrength}.")];
}

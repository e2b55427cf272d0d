using System.Globalization;

namespace NlpTransfer.Training;

/// <summary>What the probability is chosen for below which a classifier gives no label.</summary>
public sealed record AbstentionGoal
{
    private const string CoverageName = "coverage", AccuracyName = "accuracy";

    private readonly string name;

    private AbstentionGoal(string name, double bound) => (this.name, Bound) = (name, bound);

    /// <summary>The ways to write a goal.</summary>
    public static IReadOnlyList<string> Forms { get; } = [$"{CoverageName}=C", $"{AccuracyName}=A"];

    /// <summary>The share that the goal names.</summary>
    internal double Bound { get; }

    /// <summary>Whether it is the accuracy of what is answered that is bounded, not how much is.</summary>
    internal bool IsOfAccuracy => name == AccuracyName;

    /// <summary>Answers at least this share of the texts, those that the classifier is surest of.</summary>
    /// <param name="share">Above 0, at most 1.</param>
    public static AbstentionGoal Coverage(double share) => new(CoverageName, Checked(share, nameof(share)));

    /// <summary>Answers as many texts as can be with at least this share of the answers right.</summary>
    /// <param name="share">Above 0, at most 1.</param>
    public static AbstentionGoal Accuracy(double share) => new(AccuracyName, Checked(share, nameof(share)));

    /// <summary>Reads <c>coverage=0.9</c> or <c>accuracy=0.95</c>.</summary>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public static AbstentionGoal Parse(string text)
    {
        if (text.Split('=', 2) is [(CoverageName or AccuracyName) and var name, var number] && double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var bound) && bound is > 0 and <= 1)
            return new(name, bound);
        throw new ArgumentException($"The goal of an abstention must be one of {string.Join(", ", Forms)} with C or A above 0 and at most 1, such as {AccuracyName}=0.95; was '{text}'.{NameSuggestion.DidYouMean(text.Split('=')[0], [CoverageName, AccuracyName])}");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{name}={Bound}");

    private static double Checked(double share, string parameter) => share is > 0 and <= 1 ? share
        : throw new ArgumentOutOfRangeException(parameter, share, $"Expected a share above 0 and at most 1, was {share.ToString(CultureInfo.InvariantCulture)}.");
}

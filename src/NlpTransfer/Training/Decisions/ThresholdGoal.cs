using System.Globalization;

namespace NlpTransfer.Training;

/// <summary>What a threshold on one label's probability is chosen for.</summary>
public sealed record ThresholdGoal
{
    private const string F1Name = "f1", RecallName = "recall@precision", PrecisionName = "precision@recall";

    private readonly string name;

    private ThresholdGoal(string name, double bound) => (this.name, Bound) = (name, bound);

    /// <summary>The best harmonic mean of precision and recall.</summary>
    public static ThresholdGoal F1 { get; } = new(F1Name, 0);

    /// <summary>The ways to write a goal.</summary>
    public static IReadOnlyList<string> Forms { get; } = [F1Name, $"{RecallName}=P", $"{PrecisionName}=R"];

    internal double Bound { get; }

    internal string BoundName => name == RecallName ? "precision" : "recall";

    /// <summary>The most recall with at least this precision.</summary>
    /// <param name="precision">Above 0, at most 1.</param>
    public static ThresholdGoal RecallAtPrecision(double precision) => new(RecallName, Checked(precision, nameof(precision)));

    /// <summary>The most precision with at least this recall.</summary>
    /// <param name="recall">Above 0, at most 1.</param>
    public static ThresholdGoal PrecisionAtRecall(double recall) => new(PrecisionName, Checked(recall, nameof(recall)));

    /// <summary>Reads <c>f1</c>, <c>recall@precision=0.99</c> or <c>precision@recall=0.9</c>.</summary>
    /// <exception cref="ArgumentException">It is none of these.</exception>
    public static ThresholdGoal Parse(string text)
    {
        var parts = text.Split('=', 2);
        if (text == F1Name) return F1;
        if (parts is [RecallName or PrecisionName, var number] && double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var bound) && bound is > 0 and <= 1)
            return new(parts[0], bound);
        throw new ArgumentException($"The goal of a threshold must be one of {string.Join(", ", Forms)} with P or R above 0 and at most 1, such as {RecallName}=0.99; was '{text}'.{NameSuggestion.DidYouMean(parts[0], [F1Name, RecallName, PrecisionName])}");
    }

    public override string ToString() => this == F1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}={Bound}");

    internal double Score(double precision, double recall) => name switch
    {
        F1Name => precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall),
        RecallName => recall,
        _ => precision,
    };

    internal bool Allows(double precision, double recall) => (name == RecallName ? precision : recall) >= Bound;

    private static double Checked(double bound, string parameter) => bound is > 0 and <= 1 ? bound
        : throw new ArgumentOutOfRangeException(parameter, bound, $"Expected a {parameter} above 0 and at most 1, was {bound.ToString(CultureInfo.InvariantCulture)}.");
}

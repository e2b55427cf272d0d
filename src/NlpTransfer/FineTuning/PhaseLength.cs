using System.Globalization;

namespace NlpTransfer.FineTuning;

/// <summary>How long a phase lasts: epochs, steps, or until the validation metric stops improving.</summary>
public sealed record PhaseLength
{
    private PhaseLength()
    {
    }

    /// <summary>Passes over the training data; the bound when the length is set by improvement, 0 when it is in steps.</summary>
    public double EpochCount { get; private init; }

    /// <summary>Optimizer steps; 0 when the length is in epochs.</summary>
    public long StepCount { get; private init; }

    /// <summary>Evaluations without improvement that end the phase; null when only the length counts.</summary>
    public int? Patience { get; private init; }

    /// <summary>So many passes over the training data; a part of one is allowed.</summary>
    public static PhaseLength Epochs(double count) => new() { EpochCount = count };

    /// <summary>So many optimizer steps.</summary>
    public static PhaseLength Steps(long count) => new() { StepCount = count };

    /// <summary>Until the validation metric has not improved for <paramref name="patience"/> evaluations, at most <paramref name="maxEpochs"/>.</summary>
    public static PhaseLength UntilNoImprovement(int patience, double maxEpochs = 100) => new() { Patience = patience, EpochCount = maxEpochs };

    /// <summary>The most optimizer steps this comes to, at least 1.</summary>
    /// <param name="stepsOfEpoch">Steps of the phase's first epoch (0), its second, and so on: where batches group texts of like length, epochs differ.</param>
    public long MaxSteps(Func<int, int> stepsOfEpoch)
    {
        if (StepCount > 0) return StepCount;
        var whole = (int)EpochCount;
        var part = EpochCount > whole ? (EpochCount - whole) * stepsOfEpoch(whole) : 0;
        return Math.Max(1, Enumerable.Range(0, whole).Sum(e => (long)stepsOfEpoch(e)) + (long)Math.Round(part));
    }

    /// <summary>Every fault, one sentence each; empty when there is none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        if (StepCount == 0 && !(EpochCount > 0 && double.IsFinite(EpochCount))) faults.Add($"Epochs must be above 0, was {EpochCount.ToString(CultureInfo.InvariantCulture)}.");
        if (StepCount < 0) faults.Add($"Steps must be at least 1, was {StepCount}.");
        if (Patience < 1) faults.Add($"Patience must be at least 1, was {Patience}.");
        return faults;
    }

    public override string ToString() => (StepCount, Patience) switch
    {
        ( > 0, _) => StepCount == 1 ? "1 step" : $"{StepCount} steps",
        (_, { } patience) => string.Create(CultureInfo.InvariantCulture, $"until {patience} evaluations without improvement, at most {EpochCount} {(EpochCount == 1 ? "epoch" : "epochs")}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{EpochCount} {(EpochCount == 1 ? "epoch" : "epochs")}"),
    };
}

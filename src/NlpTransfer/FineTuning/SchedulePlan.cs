using System.Globalization;

namespace NlpTransfer.FineTuning;

/// <summary>What a schedule means for one model: which group trains in which epoch at which rate. Pure.</summary>
/// <param name="Schedule">Its name.</param>
/// <param name="Groups">Bottom to top.</param>
/// <param name="Phases">In order.</param>
public sealed record SchedulePlan(string Schedule, IReadOnlyList<GroupOutline> Groups, IReadOnlyList<PlannedPhase> Phases)
{
    // Points of an epoch at which its rate is looked up.
    private const int Samples = 64;

    /// <summary>Lays the phases out over epochs.</summary>
    /// <param name="learningRate">The base rate.</param>
    /// <param name="rates">How it moves in phases that do not say so.</param>
    /// <param name="stepsPerEpoch">Batches of the training data; null where it is not known, then a phase in steps is one column.</param>
    /// <exception cref="OptionsException">The schedule has faults.</exception>
    /// <exception cref="ArgumentException">A group is unknown, or nothing would train in a phase.</exception>
    public static SchedulePlan Of(FineTuningSchedule schedule, IReadOnlyList<GroupOutline> groups, double learningRate, LearningRateSchedule rates, double? stepsPerEpoch = null)
    {
        var phases = schedule.Resolve([.. groups.Select(g => g.Name)], groups.Where(g => g.IsPretrained).Select(g => g.Name).ToHashSet())
            .Select(p => p with { RateFactors = [.. p.RateFactors.Select((f, g) => groups[g] is { Parameters: 0, Fixed: > 0 } ? 0 : f)] });
        var (planned, epoch) = (new List<PlannedPhase>(), 0);
        foreach (var phase in phases)
        {
            var spans = Spans(phase, learningRate, phase.LearningRates ?? rates, stepsPerEpoch, epoch);
            var trainable = groups.Where((_, g) => !phase.IsFrozen(g)).Sum(g => g.Parameters);
            planned.Add(new(phase.Name, phase.Length, (phase.LearningRates ?? rates).Name, trainable, groups.Sum(g => g.Parameters + g.Fixed) - trainable, phase.FrozenPrefix, spans));
            epoch += spans.Sum(s => s.Epochs);
        }
        return new(schedule.Name, groups, planned);
    }

    private static List<PlannedSpan> Spans(ResolvedPhase phase, double learningRate, LearningRateSchedule rates, double? stepsPerEpoch, int before)
    {
        if (phase.Length.StepCount > 0 && stepsPerEpoch is null)
            return [new($"{phase.Length.StepCount} steps", 0, Rates(phase, learningRate * Peak(rates, 0, 1)))];
        var length = phase.Length.StepCount > 0 ? phase.Length.StepCount / stepsPerEpoch!.Value : phase.Length.EpochCount;
        var epochs = Math.Max(1, (int)Math.Ceiling(length - 1e-9));
        return [.. Enumerable.Range(0, epochs).Select(e => new PlannedSpan(
            (before + e + 1).ToString(CultureInfo.InvariantCulture), 1, Rates(phase, learningRate * Peak(rates, e / length, Math.Min(1, (e + 1) / length)))))];
    }

    private static double Peak(LearningRateSchedule rates, double from, double to)
    {
        const long Total = 10_000;
        return Enumerable.Range(0, Samples).Max(i => rates.Factor(Math.Min(Total - 1, (long)((from + ((to - from) * i / (Samples - 1))) * Total)), Total, []));
    }

    private static double[] Rates(ResolvedPhase phase, double rate) => [.. phase.RateFactors.Select(f => f * rate)];
}

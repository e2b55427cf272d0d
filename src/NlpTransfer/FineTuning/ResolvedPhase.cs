namespace NlpTransfer.FineTuning;

/// <summary>A phase applied to the groups of one model.</summary>
/// <param name="Name">What progress and reports call it.</param>
/// <param name="RateFactors">One for each group, bottom to top: multiples of the base rate, 0 where the group is frozen.</param>
/// <param name="Length">How long it lasts.</param>
/// <param name="LearningRates">How the rates move; null takes the run's.</param>
public sealed record ResolvedPhase(string Name, IReadOnlyList<double> RateFactors, PhaseLength Length, LearningRateSchedule? LearningRates)
{
    /// <summary>How many groups from the bottom are frozen without a gap: their output is a pure function of the input.</summary>
    public int FrozenPrefix => RateFactors.TakeWhile(f => f == 0).Count();

    public bool IsFrozen(int group) => RateFactors[group] == 0;
}

namespace NlpTransfer.FineTuning;

internal sealed record PlateauRate(double ReductionFactor, int Patience) : LearningRateSchedule
{
    public override string Name => "reduce-on-plateau";

    public override IReadOnlyList<string> Validate()
    {
        var faults = base.Validate().ToList();
        if (ReductionFactor is not (> 0 and < 1)) faults.Add(Fault(nameof(ReductionFactor), "between 0 and 1", ReductionFactor));
        if (Patience < 0) faults.Add($"Patience must be at least 0, was {Patience}.");
        return faults;
    }

    protected override double FactorAfterWarmup(long step, long total, IReadOnlyList<double> history)
    {
        var (best, stale, rate) = (double.NegativeInfinity, 0, 1.0);
        foreach (var score in history)
        {
            stale = score > best ? 0 : stale + 1;
            best = Math.Max(best, score);
            if (stale <= Patience) continue;
            rate *= ReductionFactor;
            stale = 0;
        }
        return rate;
    }
}

namespace NlpTransfer.FineTuning;

internal sealed record SlantedTriangularRate(double RiseShare, double Ratio) : LearningRateSchedule
{
    public override string Name => "slanted-triangular";

    public override IReadOnlyList<string> Validate()
    {
        var faults = base.Validate().ToList();
        if (RiseShare is not (> 0 and < 1)) faults.Add(Fault(nameof(RiseShare), "between 0 and 1", RiseShare));
        if (!(Ratio >= 1)) faults.Add(Fault(nameof(Ratio), "at least 1", Ratio));
        return faults;
    }

    protected override double FactorAfterWarmup(long step, long total, IReadOnlyList<double> history)
    {
        var cut = Math.Max(1, Math.Floor(total * RiseShare)); // a phase of a few steps rises over one of them
        var share = step < cut ? step / cut : 1 - ((step - cut) / Math.Max(1, total - cut));
        return (1 + (share * (Ratio - 1))) / Ratio;
    }
}

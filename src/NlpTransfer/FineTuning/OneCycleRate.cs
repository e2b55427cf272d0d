namespace NlpTransfer.FineTuning;

internal sealed record OneCycleRate(double RiseShare) : LearningRateSchedule
{
    private const double Start = 1.0 / 25, End = 1.0 / 250_000;

    public override string Name => "one-cycle";

    public override IReadOnlyList<string> Validate() =>
        RiseShare is > 0 and < 1 ? base.Validate() : [.. base.Validate(), Fault(nameof(RiseShare), "between 0 and 1", RiseShare)];

    protected override double FactorAfterWarmup(long step, long total, IReadOnlyList<double> history)
    {
        var peak = RiseShare * total;
        return step < peak ? Along(Start, 1, step / peak) : Along(1, End, (step - peak) / (total - peak));
    }

    private static double Along(double from, double to, double share) => to + ((from - to) * (1 + Math.Cos(Math.PI * share)) / 2);
}

namespace NlpTransfer.FineTuning;

internal sealed record ConstantRate : LearningRateSchedule
{
    public override string Name => "constant";

    protected override double FactorAfterWarmup(long step, long total, IReadOnlyList<double> history) => 1;
}

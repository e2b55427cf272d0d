namespace NlpTransfer.FineTuning;

internal sealed record LinearRate : LearningRateSchedule
{
    public override string Name => "linear";

    protected override double FactorAfterWarmup(long step, long total, IReadOnlyList<double> history) => 1 - ((double)step / total);
}

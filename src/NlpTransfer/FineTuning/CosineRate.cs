namespace NlpTransfer.FineTuning;

internal sealed record CosineRate : LearningRateSchedule
{
    public override string Name => "cosine";

    protected override double FactorAfterWarmup(long step, long total, IReadOnlyList<double> history) => (1 + Math.Cos(Math.PI * step / total)) / 2;
}

namespace NlpTransfer.Training;

/// <summary>Of each decision, the logit against its truth: the loss is the mean of log(1 + exp) over them.</summary>
internal sealed class SigmoidMargins(float[] logits, bool[] truths) : ILogitMargins
{
    private readonly double[] margins = [.. logits.Select((z, i) => (double)(truths[i] ? -z : z))];

    public bool AreAllRight => margins.All(m => m < 0);

    public double Loss(double inverse) => margins.Average(m => Math.Max(m * inverse, 0) + Math.Log(1 + Math.Exp(-Math.Abs(m * inverse))));
}

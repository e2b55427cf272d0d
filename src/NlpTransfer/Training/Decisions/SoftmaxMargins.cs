namespace NlpTransfer.Training;

/// <summary>Of each example, every logit minus that of its label: the loss is the mean of log sum exp over them.</summary>
internal sealed class SoftmaxMargins : ILogitMargins
{
    private readonly double[][] margins;

    public SoftmaxMargins(float[] logits, IReadOnlyList<IReadOnlyList<int>> labelSets)
    {
        var classes = logits.Length / labelSets.Count;
        margins = [.. labelSets.Select((set, row) => logits.AsSpan(row * classes, classes).ToArray().Select(z => (double)z - logits[(row * classes) + set[0]]).ToArray())];
    }

    public bool AreAllRight => margins.All(row => row.Count(m => m >= 0) == 1);

    public double Loss(double inverse) => margins.Average(row =>
    {
        var max = row.Max() * inverse;
        return max + Math.Log(row.Sum(m => Math.Exp((m * inverse) - max)));
    });
}

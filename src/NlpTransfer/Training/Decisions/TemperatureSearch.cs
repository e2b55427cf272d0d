namespace NlpTransfer.Training;

/// <summary>
/// Temperature scaling (Guo et al. 2017): the one number that logits are divided by so that the likelihood of held-out labels
/// is greatest. The loss is convex in 1/T, so that a golden-section search finds its minimum.
/// </summary>
internal static class TemperatureSearch
{
    private const double Highest = 50, GoldenRatio = 0.6180339887498949;
    private const int Rounds = 60; // to below 1e-10 of the range

    public static TemperatureReport Find(float[] logits, IReadOnlyList<IReadOnlyList<int>> labelSets, IReadOnlyList<string> labelNames, ProblemType problem)
    {
        var margins = problem == ProblemType.SingleLabel ? new SoftmaxMargins(logits, labelSets) : (ILogitMargins)new SigmoidMargins(logits, LabelSets.Flat(labelSets, labelNames.Count));
        var inverse = margins.AreAllRight ? double.PositiveInfinity : Minimum(margins.Loss, 1 / Highest, Highest);
        var isBounded = inverse is > 1.01 / Highest and < 0.99 * Highest;
        var temperature = isBounded ? 1 / inverse : 1;
        var (before, after) = (At(1), At(temperature));
        return new(temperature, before.Loss, after.Loss, before.Ece, after.Ece, labelSets.Count, isBounded);

        ClassificationMetrics At(double temperature) =>
            ClassificationMetrics.FromLogits(logits, labelSets, labelNames, new DecisionRule { Problem = problem, Temperature = temperature });
    }

    private static double Minimum(Func<double, double> loss, double low, double high)
    {
        double left = high - (GoldenRatio * (high - low)), right = low + (GoldenRatio * (high - low));
        double atLeft = loss(left), atRight = loss(right);
        for (var round = 0; round < Rounds; round++)
            if (atLeft < atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                atLeft = loss(left = high - (GoldenRatio * (high - low)));
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                atRight = loss(right = low + (GoldenRatio * (high - low)));
            }
        return (low + high) / 2;
    }
}

using NlpTransfer.Data;
using NlpTransfer.Training;

namespace NlpTransfer.Tests.Training.Decisions;

public sealed class TemperatureSearchTests
{
    private static readonly string[] Three = ["a", "b", "c"];

    [Theory]
    [InlineData(ProblemType.SingleLabel, 3)]
    [InlineData(ProblemType.SingleLabel, 0.5)]
    [InlineData(ProblemType.MultiLabel, 3)]
    public void Find_OfLogitsThatWereScaled_FindsTheScaleAndLowersTheError(ProblemType problem, double scale)
    {
        var (logits, labels) = Sampled(problem, scale, 6000);

        var found = TemperatureSearch.Find(logits, labels, Three, problem);

        Assert.InRange(found.Temperature, scale * 0.9, scale * 1.1);
        Assert.True(found.LossAfter < found.LossBefore, $"loss {found.LossBefore} before, {found.LossAfter} after");
        Assert.True(found.EceAfter < found.EceBefore / 2, $"calibration error {found.EceBefore} before, {found.EceAfter} after");
        Assert.Equal((6000, true), (found.Examples, found.IsBounded));
    }

    [Theory]
    [InlineData(ProblemType.SingleLabel)]
    [InlineData(ProblemType.MultiLabel)]
    public void Find_OfAnyLogits_IsTheLowestLossAround(ProblemType problem)
    {
        var (logits, labels) = Sampled(problem, 1.7, 300);
        var best = TemperatureSearch.Find(logits, labels, Three, problem);
        double Loss(double temperature) => ClassificationMetrics.FromLogits(logits, labels, Three, new DecisionRule { Problem = problem, Temperature = temperature }).Loss;

        Assert.All([0.3, 0.9, 0.999, 1.001, 1.1, 4], f => Assert.True(Loss(best.Temperature * f) >= best.LossAfter));
    }

    [Fact]
    public void Find_WhereEveryExampleIsRight_ChangesNothing()
    {
        var found = TemperatureSearch.Find([3, 0, 0, 0, 2, 1], [[0], [1]], Three, ProblemType.SingleLabel);

        Assert.Equal((1.0, false), (found.Temperature, found.IsBounded));
        Assert.Equal(found.LossBefore, found.LossAfter);
    }

    [Fact]
    public void Find_WhereEveryExampleIsWrong_ChangesNothing()
    {
        var found = TemperatureSearch.Find([3, 0, 0, 0, 2, 1], [[1], [0]], Three, ProblemType.SingleLabel);

        Assert.Equal((1.0, false), (found.Temperature, found.IsBounded));
    }

    // Labels drawn from the probabilities of the logits before they are scaled: the scale is the right temperature.
    private static (float[] Logits, IReadOnlyList<IReadOnlyList<int>> Labels) Sampled(ProblemType problem, double scale, int count)
    {
        var random = new SeededRandom(5);
        var logits = Enumerable.Range(0, count * 3).Select(_ => (float)((random.NextDouble() * 6) - 3)).ToArray();
        var rule = new DecisionRule { Problem = problem };
        int[] Draw(double[] p) => problem == ProblemType.MultiLabel
            ? [.. Enumerable.Range(0, 3).Where(i => random.NextDouble() < p[i])]
            : random.NextDouble() is var u && u < p[0] ? [0] : u < p[0] + p[1] ? [1] : [2];
        var labels = logits.Chunk(3).Select(row => Draw(rule.Probabilities(row))).ToArray();
        return ([.. logits.Select(z => (float)(z * scale))], labels);
    }
}

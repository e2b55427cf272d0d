using NlpTransfer.Data;
using NlpTransfer.Training;

namespace NlpTransfer.Tests.Training.Decisions;

public sealed class DecisionSearchTests
{
    [Fact]
    public void Find_OfManyLabels_GivesEachTheThresholdOfTheBestF1()
    {
        const int Examples = 300, Labels = 5;
        var random = new SeededRandom(2);
        var logits = Enumerable.Range(0, Examples * Labels).Select(_ => (float)((random.NextDouble() * 6) - 4)).ToArray();
        var rule = new DecisionRule { Problem = ProblemType.MultiLabel };
        IReadOnlyList<int>[] truths = [.. logits.Chunk(Labels).Select(row => Enumerable.Range(0, Labels).Where(c => random.NextDouble() < rule.Probabilities(row)[c]).ToArray())];
        string[] names = ["a", "b", "c", "d", "e"];

        var report = DecisionSearch.Find(logits, truths, names, ProblemType.MultiLabel, new DecisionOptions { Calibrate = true });

        var chosen = ClassificationMetrics.FromLogits(logits, truths, names, report.Rule);
        foreach (var (name, threshold) in report.Rule.Thresholds)
            for (var other = 0.01; other < 1; other += 0.01)
            {
                var changed = report.Rule with { Thresholds = new Dictionary<string, double>(report.Rule.Thresholds) { [name] = other } };
                Assert.True(ClassificationMetrics.FromLogits(logits, truths, names, changed).PerClass[name].F1 <= chosen.PerClass[name].F1 + 1e-12, $"{name}: {other} is better than {threshold}");
            }
        Assert.Equal(report.Thresholds.Select(t => Math.Round(t.F1, 12)), chosen.PerClass.Values.Select(f => Math.Round(f.F1, 12)));
    }

    [Fact]
    public void Find_OfTwoLabels_IsAboutTheOneThatIsNamed()
    {
        float[] logits = [2, 0, 1, 0, 0, 1, 0, 2];
        IReadOnlyList<int>[] truths = [[0], [0], [1], [1]];

        var report = DecisionSearch.Find(logits, truths, ["ham", "spam"], ProblemType.SingleLabel, new DecisionOptions { Goal = ThresholdGoal.F1, PositiveLabel = "ham" });

        Assert.Equal(("ham", 1.0), (report.Thresholds[0].Label, report.Thresholds[0].F1));
        Assert.Equal("spam", DecisionSearch.Find(logits, truths, ["ham", "spam"], ProblemType.SingleLabel, new DecisionOptions { Goal = ThresholdGoal.F1 }).Thresholds[0].Label);
    }

    [Fact]
    public void Find_WithoutAGoal_LeavesTheMostProbableLabel() =>
        Assert.Empty(DecisionSearch.Find([1, 0], [[0]], ["a", "b"], ProblemType.SingleLabel, new DecisionOptions { Calibrate = true }).Rule.Thresholds);
}

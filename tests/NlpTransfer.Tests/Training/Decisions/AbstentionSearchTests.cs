using NlpTransfer.Training;

namespace NlpTransfer.Tests.Training.Decisions;

public sealed class AbstentionSearchTests
{
    private static readonly double[] Confidences = [0.9, 0.6, 0.8, 0.7, 0.6];
    private static readonly bool[] Hits = [true, false, true, false, true];

    [Theory]
    [InlineData("coverage=0.4", 0.75, 0.4, 1)]
    [InlineData("coverage=0.5", 0.65, 0.6, 2.0 / 3)]
    [InlineData("coverage=1", 0, 1, 0.6)]
    [InlineData("accuracy=1", 0.75, 0.4, 1)]
    [InlineData("accuracy=0.65", 0.65, 0.6, 2.0 / 3)]
    [InlineData("accuracy=0.6", 0, 1, 0.6)]
    public void Find_WithAGoal_AnswersWhatItAllows(string goal, double threshold, double coverage, double accuracy)
    {
        var found = AbstentionSearch.Find(Confidences, Hits, AbstentionGoal.Parse(goal));
        Assert.Equal((threshold, coverage, accuracy, 0.6, 5), (Math.Round(found.Threshold, 12), found.Coverage, found.Accuracy, found.AccuracyOfAll, found.Examples));
    }

    [Fact]
    public void Find_WhatCannotBeReached_SaysTheBest()
    {
        var error = Assert.Throws<GoalNotReachedException>(() => AbstentionSearch.Find([0.9, 0.9, 0.8], [true, false, true], AbstentionGoal.Accuracy(0.9)));
        Assert.Contains("best accuracy there is 0.6667, over 1.0000", error.Message);
    }

    [Fact]
    public void Find_OnRandomConfidences_IsTheBestOfAllThresholds()
    {
        var random = new NlpTransfer.Data.SeededRandom(4);
        double[] confidences = [.. Enumerable.Range(0, 200).Select(_ => random.NextDouble())];
        bool[] hits = [.. confidences.Select(c => random.NextDouble() < c)];
        var found = AbstentionSearch.Find(confidences, hits, AbstentionGoal.Accuracy(0.8));
        for (var threshold = 0.0; threshold < 1; threshold += 0.001)
        {
            bool[] answered = [.. hits.Where((_, i) => confidences[i] >= threshold)];
            if (answered.Length > 0 && answered.Count(h => h) >= 0.8 * answered.Length) Assert.True(answered.Length <= found.Coverage * hits.Length + 1e-9, $"{threshold} answers more");
        }
        Assert.Equal(found.Coverage, confidences.Count(c => c >= found.Threshold) / 200.0, 12);
    }

    [Theory]
    [InlineData("coverage")]
    [InlineData("coverage=0")]
    [InlineData("accuracy=1.1")]
    [InlineData("acuracy=0.9")]
    public void Parse_OfWhatIsNoGoal_SaysWhatIs(string text) => Assert.Contains("coverage=C, accuracy=A", Assert.Throws<ArgumentException>(() => AbstentionGoal.Parse(text)).Message);

    [Fact]
    public void Metrics_UnderARuleThatAbstains_SayWhatItAnswers()
    {
        float[] logits = [2, 0, 0, 2, 0.1f, 0, 0, 0.2f];
        var rule = new DecisionRule { AbstainBelow = 0.8 };
        var metrics = ClassificationMetrics.FromLogits(logits, [[0], [0], [1], [1]], ["a", "b"], rule);
        Assert.Equal((0.5, 0.5, 0.5), (metrics.Accuracy, metrics.Coverage, metrics.AnsweredAccuracy));
        Assert.Null(ClassificationMetrics.FromLogits(logits, [[0], [0], [1], [1]], ["a", "b"], new DecisionRule()).Coverage);
    }

    [Fact]
    public void Validate_OfSeveralLabels_RefusesToAbstain()
    {
        Assert.Contains("AbstainBelow", Assert.Single(new DecisionRule { Problem = ProblemType.MultiLabel, AbstainBelow = 0.5 }.Validate(["a", "b"])));
        Assert.Contains("Abstain", Assert.Single(new DecisionOptions { Abstain = AbstentionGoal.Coverage(0.5) }.Validate(["a", "b"], ProblemType.MultiLabel)));
    }
}

using NlpTransfer.FineTuning;

namespace NlpTransfer.Tests.FineTuning;

public sealed class RecommendationTests
{
    [Theory]
    [InlineData(999, 0.5, TransferCase.SmallSimilar, "feature-extraction", TransferWorkflow.FeaturesOnce, "new head only")]
    [InlineData(10_000, 0.9, TransferCase.LargeSimilar, "freeze-then-unfreeze", TransferWorkflow.FullPipeline, "new head, then everything at a low rate")]
    [InlineData(100, 0.19, TransferCase.SmallDifferent, "feature-extraction", TransferWorkflow.FeaturesOnce, "cut the backbone low (its early features carry over, its late ones do not)")]
    [InlineData(50_000, 0, TransferCase.LargeDifferent, "full-fine-tuning", TransferWorkflow.FullPipeline, "everything trained, nothing frozen")]
    [InlineData(1_000, 0.9, TransferCase.Between, "later-groups", TransferWorkflow.FullPipeline, "early groups stay frozen, later ones follow at a very low rate")]
    [InlineData(100, 0.3, TransferCase.Between, "later-groups", TransferWorkflow.FullPipeline, "somewhat different")]
    [InlineData(50_000, 0.3, TransferCase.Between, "later-groups", TransferWorkflow.FullPipeline, "(large: from 10,000)")]
    [InlineData(5_000, 0.1, TransferCase.Between, "later-groups", TransferWorkflow.FullPipeline, "between 1,000 and 10,000")]
    public void Recommend_ForEachCase_IsTheTextbooksWithItsReason(int examples, double similarity, TransferCase which, string schedule, TransferWorkflow workflow, string reason)
    {
        var found = FineTuningSchedule.Recommend(examples, similarity);
        Assert.Equal((which, schedule, workflow), (found.Case, found.Schedule.Name, found.Workflow));
        Assert.Contains(reason, found.Reason);
    }

    [Fact]
    public void Recommend_SmallAndDifferent_CutsLowAndNamesTheWholeNetworkSecond()
    {
        var found = FineTuningSchedule.Recommend(100, 0);
        Assert.Equal((4, 2, 1), (found.LayersOf(12), found.LayersOf(6), found.LayersOf(1)));
        Assert.NotEmpty(found.HeadLayers);
        Assert.Equal("full-fine-tuning", found.Second!.Schedule.Name);
        Assert.Equal(1, found.Second.KeptLayers);
    }

    [Fact]
    public void Recommend_BetweenTheCases_NeverTrainsTheEarlyGroups()
    {
        var phases = FineTuningSchedule.Recommend(5_000, 0.5).Schedule.Resolve(["embeddings", "layer.0", "layer.1", "layer.2", "layer.3", "head"]);
        Assert.All(phases, p => Assert.True(p.FrozenPrefix >= 3));
        Assert.Equal([0, 0, 0, 0.1, 0.1, 0.1], phases[^1].RateFactors);
    }

    [Fact]
    public void Recommend_WithLimitsOfOnesOwn_KeepsToThem()
    {
        var limits = new RecommendationLimits { SmallBelow = 100, LargeFrom = 200, SimilarFrom = 0.8, DifferentBelow = 0.7 };
        Assert.Equal(TransferCase.LargeDifferent, FineTuningSchedule.Recommend(200, 0.6, limits).Case);
        Assert.Contains("LargeFrom must be at least SmallBelow (1000), was 5.", Assert.Throws<OptionsException>(() => FineTuningSchedule.Recommend(1, 0, new() { LargeFrom = 5 })).Faults);
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, -0.1)]
    [InlineData(1, double.NaN)]
    public void Recommend_BeyondTheRanges_IsRefused(int examples, double similarity) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => FineTuningSchedule.Recommend(examples, similarity));
}

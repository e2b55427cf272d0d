using NlpTransfer.FineTuning;
using NlpTransfer.Training;
using TorchSharp;

namespace NlpTransfer.Tests.Training.Features;

/// <summary>Training on kept features is training: the same loss at every step as when the frozen groups run each time.</summary>
[Collection(TorchGenerator.Name)]
public sealed class FeatureExactnessTests : IDisposable
{
    private const double Tolerance = 1e-5;

    private readonly DisposeScope scope = torch.NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData("bert", 1, 5)] // pooled: the head alone trains
    [InlineData("bert", 2, 4)] // states below the pooler
    [InlineData("bert", 3, 3)]
    [InlineData("bert", 4, 2)]
    [InlineData("bert-mean", 1, 4)]
    [InlineData("bert-mean", 2, 3)]
    [InlineData("bilstm", 1, 3)]
    [InlineData("bilstm", 2, 2)]
    [InlineData("bigru", 2, 2)]
    [InlineData("cnn", 1, 2)]
    [InlineData("dan", 1, 3)]
    [InlineData("mean-max", 1, 1)]
    public void Train_OnKeptFeatures_HasTheLossesOfTrainingWithout(string backbone, int trainable, int frozen)
    {
        var schedule = FineTuningSchedule.LastGroups(trainable, 4);
        var (expected, _) = FeatureRuns.Train(FeatureRuns.Model(backbone), schedule, new() { Mode = FeatureCacheMode.Off });
        var (found, reports) = FeatureRuns.Train(FeatureRuns.Model(backbone), schedule, new());
        Assert.Equal([("training", frozen, FeatureStorage.Memory, 70), ("validation", frozen, FeatureStorage.Memory, 40)], reports.Select(r => (r.Data, r.Groups, r.Storage, r.Examples)));
        Assert.Equal([70 * 4, 40 * 4], reports.Select(r => r.Hits));
        AssertClose(expected, found);
    }

    [Theory]
    [InlineData("bert", 5)]
    [InlineData("cnn", 2)]
    [InlineData("bilstm", 3)]
    [InlineData("dan", 3)]
    public void Train_OnKeptLookups_HasTheLossesOfTrainingWithoutAndIsOnlyDoneWhenAskedFor(string backbone, int trainable)
    {
        var schedule = FineTuningSchedule.LastGroups(trainable, 3);
        var (expected, reports) = FeatureRuns.Train(FeatureRuns.Model(backbone), schedule, new());
        Assert.All(reports, r => Assert.Equal((FeatureStorage.None, "looking rows up is as fast as reading them back"), (r.Storage, r.Reason)));
        var (found, kept) = FeatureRuns.Train(FeatureRuns.Model(backbone), schedule, new() { Mode = FeatureCacheMode.Always });
        Assert.All(kept, r => Assert.Equal((FeatureStorage.Memory, 1), (r.Storage, r.Groups)));
        AssertClose(expected, found);
    }

    [Fact]
    public void Train_ThroughPhasesWithDifferentPrefixes_HasTheLossesOfTrainingWithout()
    {
        var schedule = new FineTuningSchedule("mine", [Phase("head", 1), Phase("same", 1), Phase("top", 3), Phase("all", 6), Phase("again", 1)]);
        var (expected, _) = FeatureRuns.Train(FeatureRuns.Model("bert"), schedule, new() { Mode = FeatureCacheMode.Off });
        var (found, reports) = FeatureRuns.Train(FeatureRuns.Model("bert"), schedule, new());
        Assert.Equal([("head", 5, 70 * 4), ("top", 3, 70 * 2), ("again", 5, 70 * 2)], reports.Where(r => r.Data == "training").Select(r => (r.Phase, r.Groups, (int)r.Hits)));
        Assert.Equal(3, reports.Where(r => r.Data == "training").Select(r => r.Key).Distinct().Count()); // the weights below changed in between
        AssertClose(expected, found);
    }

    private static Phase Phase(string name, int last) => new() { Name = name, Groups = [new(GroupSelector.Last(last), 0.1)], Length = PhaseLength.Epochs(2) };

    private static void AssertClose(double[] expected, double[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - found[i]) <= Tolerance, $"number {i + 1} of {expected.Length}: {expected[i]} without the cache, {found[i]} with it");
    }
}

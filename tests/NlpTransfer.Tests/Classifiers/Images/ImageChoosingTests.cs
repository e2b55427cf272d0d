using NlpTransfer.Classifiers;
using NlpTransfer.FineTuning;
using NlpTransfer.Tests.Backbones;
using NlpTransfer.Tests.Data;
using NlpTransfer.Training;

namespace NlpTransfer.Tests.Classifiers.Images;

/// <summary>What chooses a schedule or a rate works over pictures as over texts, and leaves the classifier as it was.</summary>
[Collection(NlpTransfer.Tests.Training.TorchGenerator.Name)]
public sealed class ImageChoosingTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly ImageClassifier classifier;
    private readonly string before;

    public ImageChoosingTests()
    {
        classifier = ImageClassifier.FromPretrained($"resnet20-cifar:{SmallPictures.SaveWeights(folder)}", SmallPictures.Names, new() { Size = 8 });
        before = Hash();
    }

    public void Dispose()
    {
        Assert.Equal(before, Hash());
        Assert.False(classifier.Model.training);
        classifier.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Probe_OfPictures_ComparesWithRandomFeatures()
    {
        var report = SimilarityProbe.Measure(classifier, SmallPictures.Squares(60, 1), seed: 3);
        Assert.Equal(40, report.Examples);
        Assert.InRange(report.PretrainedAccuracy, 0.5, 1);
        Assert.InRange(report.Similarity, 0, 1);
    }

    [Fact]
    public void Search_OverPictures_TriesWhatKeepsHalfOfTheNetworkFrozen()
    {
        var trials = ScheduleSearch.Run(classifier, SmallPictures.Squares(40, 1), SmallPictures.Squares(20, 2), new() { LearningRate = 0.003 });
        Assert.Equal(["feature-extraction", "last-groups", "last-3-groups"], trials.Select(t => t.Schedule.Name));
        Assert.Single(trials, t => t.IsBest);
        Assert.Contains("found none", Assert.Throws<ArgumentException>(() => ScheduleSearch.Run(classifier, SmallPictures.Squares(8, 1), SmallPictures.Squares(0, 2))).Message);
    }

    [Fact]
    public void FindLearningRate_OverAugmentedPictures_GivesACurve()
    {
        var curve = classifier.FindLearningRate(SmallPictures.Squares(40, 1), new TrainingOptions { Schedule = FineTuningSchedule.FullFineTuning(), BatchSize = 16 }, new() { Steps = 12 }, new());
        Assert.InRange(curve.Points.Count, 1, 12);
        Assert.True(curve.Steepest <= curve.Lowest);
    }

    private string Hash() => string.Join(' ', classifier.Model.LayerGroups.Select(TensorHash.Of));
}

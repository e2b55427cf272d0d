using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.FineTuning;
using NlpTransfer.Tests.Data;
using NlpTransfer.Training;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Classifiers.Images;

/// <summary>What frozen stages of an image network give is kept without a difference, augmented views included.</summary>
[Collection(NlpTransfer.Tests.Training.TorchGenerator.Name)]
public sealed class ImageCacheTests : IDisposable
{
    private const double Tolerance = 1e-5;

    private static readonly AugmentationOptions Changing = new() { MinCropArea = 0.5, ColourJitter = 0.2, Mixup = 0.4 };

    private readonly TempFolder folder = new();
    private readonly string weights;

    public ImageCacheTests() => weights = SmallPictures.SaveWeights(folder);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1, 4, "")] // pooled: the head alone trains
    [InlineData(2, 3, "")] // feature maps below layer3
    [InlineData(3, 2, "")]
    [InlineData(4, 1, "")]
    [InlineData(1, 4, "layer1,layer2")]
    [InlineData(2, 3, "layer1,layer2")] // what both taps gave crosses the boundary beside the map
    [InlineData(3, 2, "stem,layer2")]
    public void Train_OnKeptFeatures_HasTheLossesOfTrainingWithout(int trainable, int frozen, string taps)
    {
        var (schedule, tapped) = (FineTuningSchedule.LastGroups(trainable, 3), taps.Split(',', StringSplitOptions.RemoveEmptyEntries));
        var (expected, _) = Train(schedule, FeatureCacheMode.Off, null, tapped);
        var (found, reports) = Train(schedule, FeatureCacheMode.Auto, null, tapped);
        Assert.Equal([("training", frozen, FeatureStorage.Memory, 40L * 3), ("validation", frozen, FeatureStorage.Memory, 20L * 3)], reports.Select(r => (r.Data, r.Groups, r.Storage, r.Hits)));
        AssertClose(expected, found);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(2, 3)]
    public void Train_OnKeptViews_HasTheLossesOfTrainingWithoutOnTheSameViews(int trainable, int views)
    {
        var (schedule, augmentation) = (FineTuningSchedule.LastGroups(trainable, 6), Changing with { Views = views });
        var (expected, _) = Train(schedule, FeatureCacheMode.Off, augmentation);
        var (found, reports) = Train(schedule, FeatureCacheMode.Auto, augmentation);
        Assert.Equal(FeatureStorage.Memory, reports[0].Storage);
        Assert.Equal(40 * 6, reports[0].Hits);
        AssertClose(expected, found);
        var (fresh, without) = Train(schedule, FeatureCacheMode.Auto, Changing);
        Assert.Equal((FeatureStorage.None, "the data differs from epoch to epoch"), (without[0].Storage, without[0].Reason));
        Assert.NotEqual(found[^1], fresh[^1]);
    }

    [Fact]
    public void Train_WithMoreViewsThanPays_RunsTheFrozenStages()
    {
        var (_, reports) = Train(FineTuningSchedule.FeatureExtraction(3), FeatureCacheMode.Auto, Changing with { Views = 2 });
        Assert.Equal("they run over the data less than twice for each of 2 views", reports[0].Reason);
    }

    [Fact]
    public void Views_ComeAgainInTurn()
    {
        var preprocessor = new ImagePreprocessor(new() { Size = 8, Channels = 1 });
        using var data = new ImageData(SmallPictures.Squares(4, 1), preprocessor, Changing with { Views = 2 }, seed: 7);
        float[] Epoch(int? epoch)
        {
            data.Announce([], epoch);
            return data.Collate([0, 1, 2, 3], CPU).Values.data<float>().ToArray();
        }
        Assert.Equal(Epoch(0), Epoch(2));
        Assert.Equal(Epoch(1), Epoch(5));
        Assert.NotEqual(Epoch(0), Epoch(1));
        Assert.NotEqual(Epoch(0), Epoch(null)); // a measurement sees pictures as they are
    }

    private (double[] Losses, IReadOnlyList<FeatureReport> Reports) Train(FineTuningSchedule schedule, FeatureCacheMode mode, AugmentationOptions? augmentation, params string[] taps)
    {
        var options = new ImageClassifierOptions { Size = 8, ReplaceHead = true, Backbone = new() { Taps = taps, Pooling = taps.Length > 0 ? ImagePooling.Grid : ImagePooling.Average } };
        using var classifier = ImageClassifier.FromPretrained($"resnet20-cifar:{weights}", SmallPictures.Names, options);
        var steps = new Steps();
        var result = classifier.Train(SmallPictures.Squares(40, 1), SmallPictures.Squares(20, 2),
            new() { Schedule = schedule, LearningRate = 0.003, BatchSize = 12, Patience = null, FeatureCache = new() { Mode = mode } }, augmentation, [steps]);
        return ([.. steps.Losses, .. result.Epochs.Select(e => e.Validation!.Loss)], result.Features);
    }

    private static void AssertClose(double[] expected, double[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - found[i]) <= Tolerance, $"number {i + 1} of {expected.Length}: {expected[i]} without the cache, {found[i]} with it");
    }

    private sealed class Steps : ITrainingCallback
    {
        public List<double> Losses { get; } = [];

        public void OnStep(StepReport step) => Losses.Add(step.Loss);
    }
}

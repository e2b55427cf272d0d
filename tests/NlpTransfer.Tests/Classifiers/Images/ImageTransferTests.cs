using NlpTransfer.Backbones;
using NlpTransfer.Checkpoints;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.FineTuning;
using NlpTransfer.Tests.Data;
using NlpTransfer.Training;

namespace NlpTransfer.Tests.Classifiers.Images;

/// <summary>What a pretrained image network is worth on another task, on real pictures.</summary>
public sealed class ImageTransferTests(ITestOutputHelper output)
{
    private const double LeastGain = 0.05;
    private const int LeastTimesAsFast = 10, Epochs = 30;

    private static readonly bool Full = Environment.GetEnvironmentVariable("NLPTRANSFER_FULL") == "1";

    private const string FashionMnist = "/usr/share/datasets/fashion-mnist", WithoutFashion = "Debian's package dataset-fashion-mnist is not installed.";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // Without any download: five classes of Fashion-MNIST teach a network, fifty examples of each of the other five adapt it. Both ways
    // see the same pictures as they are, for as many epochs; rates, schedules and pooling of either were chosen on training examples
    // from 5,000 on. Shirts, coats and bags are the hardest division; in full the mean over it and another counts.
    [Fact]
    public void FashionMnist_PretrainedOnFiveClasses_BeatsFromScratchOnTheOthersAndIsFaster()
    {
        Assert.SkipUnless(Directory.Exists(FashionMnist), WithoutFashion);
        var (pool, tests) = (ImageDataset.Load(FashionMnist, cancellation: Stop), ImageDataset.Load(FashionMnist, new() { Part = "test" }, Stop));
        using var folder = new TempFolder();
        var found = new[] { "13579-02468", "56789-01234" }.Take(Full ? 2 : 1).Select((division, i) => FromFiveClasses(pool, tests, division, Path.Combine(folder.Root, $"{i}.safetensors"))).ToArray();
        Assert.True(found.Average(f => f.Gain) >= LeastGain, $"gains of {string.Join(", ", found.Select(f => f.Gain))}");
        Assert.All(found, f => Assert.True(f.TimesAsFast >= LeastTimesAsFast, $"{f.TimesAsFast} times as fast"));
    }

    private (double Gain, double TimesAsFast) FromFiveClasses(ImageDataset pool, ImageDataset tests, string division, string file)
    {
        string[][] parts = [.. division.Split('-').Select(p => p.Select(c => $"{c}").ToArray())];
        var (first, others) = (parts[0], parts[1]);
        var network = new ImageClassifierOptions { Size = 28, Backbone = new() { InputChannels = 1 }, Head = new() { Dropout = 0.2 }, ReplaceHead = true, Seed = 1 };
        using (var pretrained = ImageClassifier.Create("resnet20-cifar", first, network with { Backbone = network.Backbone with { Pooling = ImagePooling.Both } }))
        {
            pretrained.Train(Take(pool, first, 3000), null, OneCycle(3, 0.003) with { BatchSize = 64 }, new AugmentationOptions { MinCropArea = 0.6 }, cancellation: Stop);
            SafetensorsWriter.Write(file, ImageWeights.Named(pretrained.Model));
        }
        var (few, unseen) = (Take(pool, others, 50, skip: 100), Take(tests, others, 1000));
        var tapped = network with { Backbone = network.Backbone with { Pooling = ImagePooling.Grid, Taps = ["layer1", "layer2"] }, Head = network.Head with { Normalise = true } };
        using var head = ImageClassifier.FromPretrained($"resnet20-cifar:{file}", others, tapped);
        using var scratch = ImageClassifier.Create("resnet20-cifar", others, network);
        var adapting = Options(FineTuningSchedule.FeatureExtraction(Epochs), 0.003) with { BatchSize = 32, WeightDecay = 0.1 };
        var (quick, slow) = (head.Train(few, null, adapting, cancellation: Stop).Duration, scratch.Train(few, null, OneCycle(Epochs, 0.003), cancellation: Stop).Duration);
        var (transferred, alone) = (head.Evaluate(unseen, Stop).Accuracy, scratch.Evaluate(unseen, Stop).Accuracy);
        output.WriteLine(FormattableString.Invariant($"{division}: head alone {transferred:F4} after {quick.TotalSeconds:F2} s, from scratch {alone:F4} after {slow.TotalSeconds:F2} s"));
        return (transferred - alone, slow / quick);
    }

    private static TrainingOptions OneCycle(int epochs, double rate) =>
        Options(FineTuningSchedule.FullFineTuning(epochs), rate) with { LearningRates = LearningRateSchedule.OneCycle(), BatchSize = 32 };

    // Grey clothes after coloured animals and vehicles: another task altogether.
    [Fact]
    public void CifarFeatures_OnFashionMnist_BeatRandomOnes()
    {
        Assert.SkipUnless(Directory.Exists(FashionMnist), WithoutFashion);
        var weights = TestFiles.SharedData("resnet-cifar10/resnet56-4bfd9763.th");
        var pool = ImageDataset.Load(FashionMnist, cancellation: Stop);
        using var classifier = ImageClassifier.FromPretrained($"resnet56-cifar:{weights}", pool.LabelNames, new() { Backbone = new() { InputChannels = 1 }, ReplaceHead = true });
        var (training, unseen) = (Take(pool, [.. pool.LabelNames], 50), Take(pool, [.. pool.LabelNames], 25, skip: 5000));
        var report = SimilarityProbe.Measure(classifier, training, unseen, cancellation: Stop);
        output.WriteLine(FormattableString.Invariant($"a linear model on ResNet-56's features of 500 clothes: {report.PretrainedAccuracy:F4}; on random ones {report.RandomAccuracy:F4}"));
        Assert.True(report.PretrainedAccuracy >= report.RandomAccuracy + 0.08, $"{report}");
    }

    // Both ends of the same network: what a head alone reaches, and what its last stages add once they may move.
    [Fact]
    public void ImageNetFeatures_WithTheLastStagesUnfrozen_AreWorthMore()
    {
        Assert.SkipUnless(Full, "./test --full trains the last stages; that takes minutes.");
        var weights = TestFiles.Shared("models/efficientnet-lite0/efficientnet-lite0-57934424.pth");
        using var pictures = CifarPictures.Extract();
        var data = ImageDataset.Load(pictures.Root, new() { CheckFiles = false }, Stop);
        var (training, test) = (Slice(data, 0, 200), Slice(data, 200, 100));
        using var classifier = ImageClassifier.FromPretrained($"efficientnet-lite0:{weights}", training.LabelNames, new() { Size = 128, ReplaceHead = true });
        classifier.Train(training, null, Options(FineTuningSchedule.FeatureExtraction(20), 0.003), cancellation: Stop);
        var head = classifier.Evaluate(test, Stop).Accuracy;
        classifier.Train(training, null, Options(FineTuningSchedule.LastGroups(4, 4), 0.0005), cancellation: Stop);
        var unfrozen = classifier.Evaluate(test, Stop).Accuracy;
        output.WriteLine(FormattableString.Invariant($"head alone {head:F4}, last three stages too {unfrozen:F4}"));
        Assert.True(unfrozen > head, $"{unfrozen} with the last stages, {head} with the head alone");
    }

    [Fact]
    public void ImageNetFeatures_FrozenOnCifarPictures_BeatRandomOnesByFar()
    {
        var weights = TestFiles.Shared("models/efficientnet-lite0/efficientnet-lite0-57934424.pth");
        using var pictures = CifarPictures.Extract();
        var data = ImageDataset.Load(pictures.Root, new() { CheckFiles = false }, Stop);
        var (training, test) = (Slice(data, 0, 200), Slice(data, 200, 100));
        var options = new ImageClassifierOptions { Size = 128, ReplaceHead = true };
        var accuracy = HeadAlone("efficientnet-lite0", weights, training, test, options, 20, 0.003).Accuracy;
        using var folder = new TempFolder();
        var random = Path.Combine(folder.Root, "random.safetensors");
        using (var untrained = ImageClassifier.Create("efficientnet-lite0", data.LabelNames, options)) SafetensorsWriter.Write(random, ImageWeights.Named(untrained.Model));
        var chance = HeadAlone("efficientnet-lite0", random, training, test, options, 20, 0.003).Accuracy;
        Assert.True(accuracy >= 0.70, $"accuracy {accuracy}");
        Assert.True(accuracy >= chance + 0.20, $"{accuracy} with ImageNet's weights, {chance} with random ones");
    }

    private (double Accuracy, TimeSpan Duration) HeadAlone(string network, string weights, ImageDataset training, ImageDataset test, ImageClassifierOptions options, int epochs, double rate)
    {
        using var classifier = ImageClassifier.FromPretrained($"{network}:{weights}", training.LabelNames, options);
        var duration = classifier.Train(training, null, Options(FineTuningSchedule.FeatureExtraction(epochs), rate), cancellation: Stop).Duration;
        var accuracy = classifier.Evaluate(test, Stop).Accuracy;
        output.WriteLine(FormattableString.Invariant($"{network} with {Path.GetFileName(weights)}, head alone: {accuracy:F4} after {duration.TotalSeconds:F1} s"));
        return (accuracy, duration);
    }

    private static TrainingOptions Options(FineTuningSchedule schedule, double rate) => new() { Schedule = schedule, LearningRate = rate, Patience = null, BatchSize = 64, Seed = 1 };

    private static ImageDataset Take(ImageDataset data, string[] labels, int each, int skip = 0) => ImageDataset.Create(labels.SelectMany(l => data.Where(e => e.Label == l).Skip(skip).Take(each)), labels);

    private static ImageDataset Slice(ImageDataset data, int skip, int each) => ImageDataset.Create(data.LabelNames.SelectMany(l => data.Where(e => e.Label == l).Skip(skip).Take(each)), data.LabelNames);
}

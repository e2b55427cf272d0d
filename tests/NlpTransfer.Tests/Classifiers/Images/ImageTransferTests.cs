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
    private const string FashionMnist = "/usr/share/datasets/fashion-mnist";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // Without any download: five classes of Fashion-MNIST teach the network, fifty examples of each of the other five adapt it.
    [Fact]
    public void FashionMnist_PretrainedOnFiveClasses_BeatsRandomFeaturesOnTheOthersAndIsFasterThanFromScratch()
    {
        Assert.SkipUnless(Directory.Exists(FashionMnist), "Debian's package dataset-fashion-mnist is not installed.");
        var (pool, tests) = (ImageDataset.Load(FashionMnist, cancellation: Stop), ImageDataset.Load(FashionMnist, new() { Part = "test" }, Stop));
        using var folder = new TempFolder();
        string[] first = ["0", "2", "5", "7", "8"], others = ["1", "3", "4", "6", "9"];
        var options = new ImageClassifierOptions { Size = 28, Backbone = new() { InputChannels = 1, Pooling = ImagePooling.Both }, ReplaceHead = true, Seed = 1 };
        using var network = ImageClassifier.Create("resnet20-cifar", first, options);
        var (few, unseen) = (Take(pool, others, 50), Take(tests, others, 200));
        var (chance, _) = HeadAlone(network, Path.Combine(folder.Root, "random.safetensors"), few, unseen, options);
        network.Train(Take(pool, first, 600), null, Options(FineTuningSchedule.FullFineTuning(3), 0.003), cancellation: Stop);
        var (transferred, head) = HeadAlone(network, Path.Combine(folder.Root, "five.safetensors"), few, unseen, options);
        using var scratch = ImageClassifier.Create("resnet20-cifar", others, options);
        var whole = scratch.Train(few, null, Options(FineTuningSchedule.FullFineTuning(20), 0.003), cancellation: Stop).Duration;
        output.WriteLine(FormattableString.Invariant($"from scratch {scratch.Evaluate(unseen, Stop).Accuracy:F4} after {whole.TotalSeconds:F1} s"));
        Assert.True(transferred >= chance + 0.05, $"{transferred} with the pretrained network, {chance} with a random one");
        Assert.True(head * 2 <= whole, $"{head} for the head, {whole} from scratch"); // 50 to 140 times on an idle machine; other tests run beside this one
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

    private (double Accuracy, TimeSpan Duration) HeadAlone(ImageClassifier network, string path, ImageDataset training, ImageDataset test, ImageClassifierOptions options)
    {
        SafetensorsWriter.Write(path, ImageWeights.Named(network.Model));
        return HeadAlone(network.Backbone.Architecture.Name, path, training, test, options, 100, 0.03);
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

    private static ImageDataset Take(ImageDataset data, string[] labels, int each) => ImageDataset.Create(labels.SelectMany(l => data.Where(e => e.Label == l).Take(each)), labels);

    private static ImageDataset Slice(ImageDataset data, int skip, int each) => ImageDataset.Create(data.LabelNames.SelectMany(l => data.Where(e => e.Label == l).Skip(skip).Take(each)), data.LabelNames);
}

using NlpTransfer.Backbones;
using NlpTransfer.Checkpoints;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.FineTuning;
using NlpTransfer.Tests.Data;
using NlpTransfer.Training;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Classifiers.Images;

[Collection(NlpTransfer.Tests.Training.TorchGenerator.Name)]
public sealed class ImageClassifierTests : IDisposable
{
    private static readonly string[] Names = SmallPictures.Names;

    private static readonly TrainingOptions Short = new() { Schedule = FineTuningSchedule.FullFineTuning(3), LearningRate = 0.005, BatchSize = 16 };

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Train_OnSeparablePictures_LearnsSavesAndLoadsWithTheSamePredictions()
    {
        using var classifier = SmallPictures.Create();
        var (training, test) = (SmallPictures.Squares(80, 1), SmallPictures.Squares(40, 2));
        var result = classifier.Train(training, test, Short);
        Assert.True(result.Validation!.Accuracy >= 0.9, $"accuracy {result.Validation.Accuracy}");
        var path = Path.Combine(folder.Root, "model");
        classifier.Save(path);
        Assert.True(ImageClassifier.IsSavedIn(path));
        using var loaded = ImageClassifier.Load(path);
        Assert.Equal(classifier.Predict(test).SelectMany(p => p.Probabilities), loaded.Predict(test).SelectMany(p => p.Probabilities));
        Assert.Equal(classifier.Metrics["validation"].Accuracy, loaded.Metrics["validation"].Accuracy);
        Assert.Equal(classifier.Preprocessing.Size, loaded.Preprocessing.Size);
        Assert.Equal(loaded.Evaluate(test).Accuracy, result.Validation.Accuracy);
    }

    [Fact]
    public void Save_WritesTheNetworksOwnKeys()
    {
        using var classifier = SmallPictures.Create();
        var path = Path.Combine(folder.Root, "model");
        classifier.Save(path);
        using var file = WeightFile.Open(Path.Combine(path, "model.safetensors"));
        Assert.Equal([2, 64], file.Entries.Single(e => e.Name == "linear.weight").Shape);
        Assert.Contains("layer3.2.bn2.running_var", file.Entries.Select(e => e.Name));
    }

    [Fact]
    public void FromPretrained_WithAsManyClasses_KeepsTheHeadAndWithOthersReplacesItAndSaysSo()
    {
        var weights = SmallPictures.SaveWeights(folder);
        using var kept = ImageClassifier.FromPretrained($"resnet20-cifar:{weights}", Names);
        using var unnamed = ImageClassifier.FromPretrained($"resnet20-cifar:{weights}");
        using var replaced = ImageClassifier.FromPretrained($"resnet20-cifar:{weights}", ["a", "b", "c"]);
        using var anew = ImageClassifier.FromPretrained($"resnet20-cifar:{weights}", Names, new() { ReplaceHead = true, Seed = 3 });
        var pictures = SmallPictures.Squares(10, 3);
        Assert.Equal("The head for 2 classes is kept as it is.", Assert.Single(kept.Remarks));
        Assert.Equal("The head for 2 classes is replaced by a new one for 3.", Assert.Single(replaced.Remarks));
        Assert.Equal(["class_0", "class_1"], unnamed.LabelNames);
        Assert.Equal(kept.Predict(pictures).SelectMany(p => p.Probabilities), unnamed.Predict(pictures).SelectMany(p => p.Probabilities));
        Assert.NotEqual(kept.Predict(pictures).SelectMany(p => p.Probabilities), anew.Predict(pictures).SelectMany(p => p.Probabilities));
        Assert.Equal(["stem", "layer1", "layer2", "layer3"], replaced.Model.PretrainedGroups.Order(StringComparer.Ordinal).OrderBy(n => n == "stem" ? 0 : 1));
    }

    [Fact]
    public void FromPretrained_OnASavedClassifier_TakesItsNetwork()
    {
        using var classifier = SmallPictures.Create();
        var path = Path.Combine(folder.Root, "model");
        classifier.Save(path);
        using var next = ImageClassifier.FromPretrained(path, ["a", "b", "c"]);
        Assert.Equal("resnet20-cifar", next.Backbone.Architecture.Name);
        Assert.Equal(classifier.Backbone.state_dict()["conv1.weight"].data<float>().ToArray(), next.Backbone.state_dict()["conv1.weight"].data<float>().ToArray());
    }

    [Theory]
    [InlineData("weights.h5", "a Keras file")]
    [InlineData("model.ckpt", "a TensorFlow file")]
    [InlineData("model.onnx", "an ONNX file")]
    public void FromPretrained_OnAnotherProgramsFile_SaysHowToConvertIt(string name, string kind)
    {
        var path = folder.Write(name, "anything");
        var fault = Assert.Throws<NotSupportedException>(() => ImageClassifier.FromPretrained($"resnet18:{path}", Names));
        Assert.Contains(kind, fault.Message);
        Assert.Contains("torchvision's names", fault.Message);
    }

    [Theory]
    [InlineData("resnet18", "Expected a network and its weights")]
    [InlineData("resnt18:x.pth", "Did you mean 'resnet18'?")]
    public void FromPretrained_OnNothingKnown_SaysWhatIsExpected(string source, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => ImageClassifier.FromPretrained(source, Names)).Message);

    [Fact]
    public void Create_WithFaultyOptions_ReportsThemAll()
    {
        var fault = Assert.Throws<OptionsException>(() => ImageClassifier.Create("resnet18", Names, new() { Size = 8, Backbone = new() { InputChannels = 4 } }));
        Assert.Equal(2, fault.Faults.Count);
    }

    [Fact]
    public void Load_TextClassifiersFolder_SaysSo()
    {
        folder.Write("config.json", """{"format_version":1,"model_type":"word-vectors","id2label":{"0":"a","1":"b"},"label2id":{"a":0,"b":1},"head":{"dropout":0.5,"hidden_sizes":[]},"word_vectors":{}}""");
        Assert.Contains("it is a classifier of texts", Assert.Throws<InvalidDataException>(() => ImageClassifier.Load(folder.Root)).Message);
    }

    [Fact]
    public void Train_WithHeadOnly_LeavesStatisticsOfBatchNormBitIdentical()
    {
        var weights = SmallPictures.SaveWeights(folder);
        using var classifier = ImageClassifier.FromPretrained($"resnet20-cifar:{weights}", ["a", "dark", "light"]);
        var before = classifier.Backbone.state_dict().ToDictionary(t => t.Key, t => t.Value.cpu().bytes.ToArray());
        classifier.Train(SmallPictures.Squares(40, 1), SmallPictures.Squares(20, 2), Short with { Schedule = FineTuningSchedule.FeatureExtraction(2) }, new() { Mixup = 0.2 });
        foreach (var (key, value) in classifier.Backbone.state_dict()) Assert.True(before[key].AsSpan().SequenceEqual(value.bytes), key);
        classifier.Train(SmallPictures.Squares(40, 1), null, Short with { Schedule = FineTuningSchedule.FullFineTuning(1), Patience = null, TrainBatchNorm = true });
        Assert.False(before["bn1.running_mean"].AsSpan().SequenceEqual(classifier.Backbone.state_dict()["bn1.running_mean"].bytes));
    }

    [Fact]
    public void Train_WithAugmentation_GivesTheSameWeightsForTheSameSeed()
    {
        var weights = SmallPictures.SaveWeights(folder); // and no dropout: other tests draw from torch's generator meanwhile
        float[] Run(double mixup)
        {
            using var classifier = ImageClassifier.FromPretrained($"resnet20-cifar:{weights}", Names, new() { Size = 8, Head = new() { Dropout = 0 } });
            classifier.Train(SmallPictures.Squares(32, 1), null, Short with { Schedule = FineTuningSchedule.FullFineTuning(1), Patience = null, Seed = 5 }, new() { ColourJitter = 0.3, Mixup = mixup });
            return classifier.Model.Head.state_dict()["classifier.weight"].data<float>().ToArray();
        }
        Assert.Equal(Run(1), Run(1));
        Assert.NotEqual(Run(1), Run(0));
    }

    [Fact]
    public void Predict_DamagedPicture_NamesIt()
    {
        using var classifier = SmallPictures.Create();
        var path = folder.Write("broken.jpg", File.ReadAllBytes(TestFiles.Fixture("images/cut-off.jpg")));
        Assert.Contains("broken.jpg", Assert.Throws<ImageException>(() => classifier.Predict(path)).Message);
    }
}

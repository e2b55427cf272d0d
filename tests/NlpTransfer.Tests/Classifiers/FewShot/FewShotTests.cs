using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.Heads;
using NlpTransfer.Tests.Backbones;
using NlpTransfer.Tests.Data;
using NlpTransfer.Tests.Training;
using NlpTransfer.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Classifiers.FewShot;

[Collection(TorchGenerator.Name)]
public sealed class FewShotTests : IDisposable
{
    private static readonly float[] Points = [3, 0, 0, 1, 0, 0.5f, 0, 2, 0.2f, 0, 0, 4, 2, 0.1f, 0.3f, 0, 3, 0.2f];

    private readonly TempFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Fit_GivesTheHeadTheLogisticRegressionsDecisions(int classes)
    {
        var features = new FeatureMatrix(3, Points);
        int[] labels = [0, 0, 1, classes - 1, 0, 1];
        using var head = new Head(3, classes);
        head.eval();
        LinearHead.Fit(head, features, labels, 10, default);
        var probabilities = head.call(tensor(Points, [6, 3])).softmax(1);
        var model = LinearModel.Fit(features.Scaled(1 / features.MeanLength, true), labels, classes, 4, 10, new(), default).Probabilities(features.Scaled(1 / features.MeanLength, true));
        for (var row = 0; row < 6; row++)
        {
            var expected = model[(row * classes)..((row + 1) * classes)];
            Assert.Equal(Array.IndexOf(expected, expected.Max()), probabilities[row].argmax().ToInt64());
            if (classes == 2) Assert.Equal(expected[1], probabilities[row, 1].ToSingle(), 1e-5);
        }
    }

    [Fact]
    public void Train_OfAHandfulOfTexts_LabelsThemAndIsSavedAsAnyClassifier()
    {
        var data = Texts();
        using var classifier = Classifier();
        var result = classifier.Train(data, data, Options());
        Assert.Equal(1, result.Validation!.Accuracy);
        classifier.Save(Path.Combine(folder.Root, "saved"));
        using var loaded = TextClassifier.Load(Path.Combine(folder.Root, "saved"));
        Assert.Equal(classifier.Predict("w7 w8 w9").Probabilities, loaded.Predict("w7 w8 w9").Probabilities);
        Assert.Equal(1, loaded.Evaluate(data).Accuracy);
    }

    [Fact]
    public void Train_StoppedAndContinued_EndsBitIdentical()
    {
        using var source = new CancellationTokenSource();
        var data = Texts();
        string Run(TrainingRunFolder? run, ITrainingCallback[] callbacks, CancellationToken stop)
        {
            using var classifier = Classifier();
            classifier.Train(data, null, Options(), callbacks, stop, run);
            return string.Join(' ', classifier.Model.LayerGroups.Select(TensorHash.Of));
        }
        var path = Path.Combine(folder.Root, "run");
        Assert.Throws<OperationCanceledException>(() => Run(TrainingRunFolder.Create(path), [new Watch(5, source)], source.Token));
        Assert.Equal(Run(null, [], default), Run(TrainingRunFolder.Open(path), [], default));
    }

    [Fact]
    public void Train_WithHiddenLayersInTheHead_SaysThatItIsLinear()
    {
        using var classifier = TextClassifier.FromPretrained(SmallEncoder.Write(folder.Root), ["a", "b"], new() { Head = new() { HiddenSizes = [4] } });
        Assert.Contains("linear head", Assert.Throws<ArgumentException>(() => classifier.Train(Texts(), null, Options())).Message);
    }

    private static TrainingOptions Options() => TrainingOptions.ForFewShot() with { LearningRate = 3e-3, BatchSize = 8 };

    private TextClassifier Classifier() => TextClassifier.FromPretrained(SmallEncoder.Write(folder.Root), ["a", "b"], PretrainedOptions.ForFewShot());

    private static TextDataset Texts() => TextDataset.Create(Enumerable.Range(0, 12).Select(i =>
        new TextExample(i % 2 == 0 ? $"w{10 + i} w30 w{40 + i}" : $"w{10 + i} w31 w{60 + i}", null, [i % 2 == 0 ? "a" : "b"], null, new("made", i + 1))));

    private sealed class Watch(long at, CancellationTokenSource source) : ITrainingCallback
    {
        public void OnStep(StepReport step)
        {
            if (step.Step == at) source.Cancel();
        }
    }
}

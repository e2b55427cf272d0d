using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.FineTuning;
using NlpTransfer.Tests.Data;
using NlpTransfer.Training;

namespace NlpTransfer.Tests.Classifiers;

/// <summary>One file says what trains when, for texts and for pictures.</summary>
public sealed class OneScheduleTests : IDisposable
{
    private const string Schedule = """
        name: head-then-top
        phases:
          - name: head
            groups: [head]
            epochs: 1
          - name: top
            groups:
              - last: 2
            epochs: 1
          - name: all
            groups:
              - group: all
                rate: 0.1
            epochs: 1
        """;

    private static readonly string[] Labels = ["a", "b"];

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ScheduleFile_OnBertBiLstmAndResNet_RunsTheSamePhasesOnEach()
    {
        var options = new TrainingOptions { Schedule = ScheduleFile.Read(folder.Write("schedule.yaml", Schedule)), LearningRate = 1e-3, BatchSize = 8, Patience = null };
        var texts = TextDataset.Create(Enumerable.Range(0, 16).Select(i => new TextExample($"{(i % 2 == 0 ? "good" : "bad")} film number {i}", Labels[i % 2])));
        var pictures = ImageDataset.Create(Enumerable.Range(0, 16).Select(i => new ImageExample(new GreyPixels(Enumerable.Repeat((byte)(i * 15), 64).ToArray(), 8, 8), Labels[i % 2], new ExampleSource("memory", i + 1))));
        using var bert = TextClassifier.FromPretrained(SmallEncoder.Write(folder.Root), Labels);
        using var lstm = TextClassifier.Create(texts, null, new() { Backbone = new RecurrentOptions { HiddenSize = 4 }, Words = new() { RandomDimension = 8, MinWordCount = 1 } });
        using var resnet = ImageClassifier.Create("resnet20-cifar", Labels, new() { Size = 8 });
        AssertPhases(bert.Train(texts, null, options));
        AssertPhases(lstm.Train(texts, null, options));
        AssertPhases(resnet.Train(pictures, null, options));
    }

    private static void AssertPhases(TrainingResult result)
    {
        Assert.Equal(["head", "top", "all"], result.Epochs.Select(e => e.Phase));
        Assert.Equal(6, result.Steps);
        Assert.All(result.Epochs, e => Assert.True(double.IsFinite(e.TrainingLoss)));
    }
}

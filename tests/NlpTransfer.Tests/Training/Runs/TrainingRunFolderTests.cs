using System.Text.Json;
using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.FineTuning;
using NlpTransfer.Tests.Backbones;
using NlpTransfer.Tests.Data;
using NlpTransfer.Tests.Training.Checkpointing;
using NlpTransfer.Training;

namespace NlpTransfer.Tests.Training.Runs;

[Collection(TorchGenerator.Name)]
public sealed class TrainingRunFolderTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly TextDataset training, validation;

    public TrainingRunFolderTests()
    {
        training = TextDataset.Load(folder.Write("training.csv", Rows(40, "film")));
        validation = TextDataset.Load(folder.Write("validation.csv", Rows(20, "story")));
    }

    private string Path => System.IO.Path.Combine(folder.Root, "run");

    private string Metrics => System.IO.Path.Combine(Path, "metrics.jsonl");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Train_BrokenOffAndOpenedAgain_HasTheSameWeightsAndMetrics()
    {
        var whole = Train(TrainingRunFolder.Create(Path + "-whole"));
        var metrics = File.ReadAllBytes(System.IO.Path.Combine(Path + "-whole", "metrics.jsonl"));
        foreach (var step in new[] { 1, 8, 9, 13 })
        {
            var broken = TrainingRunFolder.Create(Path, new CheckpointOptions { EverySteps = 2 }, overwrite: true);
            Assert.Throws<InvalidOperationException>(() => Train(broken, crashAt: step));
            Assert.Equal(whole, Train(TrainingRunFolder.Open(Path)));
            Assert.Equal(metrics, File.ReadAllBytes(Metrics));
        }
    }

    [Fact]
    public void Open_WithoutAnyCheckpoint_BeginsAnewWithoutDoubles()
    {
        Assert.Throws<InvalidOperationException>(() => Train(TrainingRunFolder.Create(Path), crashAt: 3));
        Directory.Delete(System.IO.Path.Combine(Path, "checkpoints"), recursive: true);
        Train(TrainingRunFolder.Open(Path));
        Assert.Equal(Enumerable.Range(1, 16), File.ReadLines(Metrics).Select(l => JsonDocument.Parse(l).RootElement).Where(l => l.GetProperty("type").GetString() == "step").Select(l => l.GetProperty("step").GetInt32()));
        Assert.Contains("There was no checkpoint yet", File.ReadAllText(System.IO.Path.Combine(Path, "log.txt")));
    }

    [Fact]
    public void Open_WithOtherTexts_IsRefusedAndDescribesTheOldOnesStill()
    {
        Assert.Throws<InvalidOperationException>(() => Train(TrainingRunFolder.Create(Path), crashAt: 9));
        var before = File.ReadAllText(System.IO.Path.Combine(Path, "experiment.json"));
        var other = TextDataset.Load(folder.Write("other.csv", Rows(40, "book")));
        var error = Assert.Throws<CheckpointException>(() => Train(TrainingRunFolder.Open(Path), data: other));
        Assert.Contains(error.Differences, d => d.StartsWith("data training_sha256: was "));
        Assert.Equal(before, File.ReadAllText(System.IO.Path.Combine(Path, "experiment.json")));
    }

    [Fact]
    public void Train_WhenTheLossGrowsBeyondBounds_KeepsTheLastGoodCheckpoint()
    {
        var run = TrainingRunFolder.Create(Path, new CheckpointOptions { EverySteps = 1 });
        var error = Assert.Throws<TrainingException>(() => Train(run, change: o => o with { LearningRate = 1e36, GradientClip = 0, LearningRates = LearningRateSchedule.Constant() }));
        Assert.Contains("training.csv, row ", error.Message);
        Assert.Contains($"The last good checkpoint is {System.IO.Path.Combine(Path, "checkpoints")}", error.Message);
        var newest = Directory.GetDirectories(System.IO.Path.Combine(Path, "checkpoints")).Max(StringComparer.Ordinal)!;
        CheckpointManifest.Load(newest).Check(newest);
        Assert.All(CheckpointStore.Read(newest, TrainingSnapshot.Weights).Values, w => Assert.True(w.isfinite().all().item<bool>()));
    }

    [Fact]
    public void Open_OfNoRun_OfADamagedOne_SaysSo()
    {
        Assert.Contains("is no run", Assert.Throws<CheckpointException>(() => TrainingRunFolder.Open(folder.Root)).Message);
        folder.Write("run/experiment.json", "{\"format_version\": 1");
        Assert.Contains("experiment.json is damaged", Assert.Throws<CheckpointException>(() => TrainingRunFolder.Open(Path)).Message);
        folder.Write("run/experiment.json", "{\"format_version\": 99}");
        Assert.Contains("of a newer version", Assert.Throws<CheckpointException>(() => TrainingRunFolder.Open(Path)).Message);
    }

    private string Train(TrainingRunFolder run, long? crashAt = null, TextDataset? data = null, Func<TrainingOptions, TrainingOptions>? change = null)
    {
        using var classifier = TextClassifier.Create(data ?? training, options: new TextClassifierOptions { Backbone = new AveragingOptions(), Words = new() { RandomDimension = 12 } });
        var options = new TrainingOptions { Schedule = FineTuningSchedule.FreezeThenUnfreeze(2, 2), BatchSize = 10 };
        var watch = new Watch { OnStepDo = step => { if (step == crashAt) throw new InvalidOperationException("crash"); } };
        classifier.Train(data ?? training, validation, change?.Invoke(options) ?? options, [watch], run: run);
        return string.Join(' ', classifier.Model.LayerGroups.Select(TensorHash.Of));
    }

    private static string Rows(int count, string noun) =>
        "text,label\n" + string.Concat(Enumerable.Range(0, count).Select(i => $"a {(i % 2 == 0 ? "good" : "poor")} {noun} number {i / 4} of them,{(i % 2 == 0 ? "pos" : "neg")}\n"));
}

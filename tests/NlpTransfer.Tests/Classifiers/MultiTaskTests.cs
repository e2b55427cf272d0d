using NlpTransfer.Checkpoints;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.FineTuning;
using NlpTransfer.Heads;
using NlpTransfer.Tests.Backbones;
using NlpTransfer.Tests.Data;
using NlpTransfer.Training;
using TorchSharp;

namespace NlpTransfer.Tests.Classifiers;

/// <summary>Two tasks of two and three labels on one small encoder.</summary>
[Collection(NlpTransfer.Tests.Training.TorchGenerator.Name)]
public sealed class MultiTaskTests : IDisposable
{
    private readonly TempFolder temporary = new();
    private readonly string encoder;

    private static readonly Dictionary<string, IReadOnlyList<string>> Labels = new() { ["parity"] = ["even", "odd"], ["size"] = ["big", "mid", "small"] };

    public MultiTaskTests() => encoder = SmallEncoder.Write(temporary.Root);

    public void Dispose() => temporary.Dispose();

    private static Dictionary<string, TextDataset> Data => new()
    {
        ["parity"] = Texts(40, i => i % 2 == 0 ? ("w7 w8 w9", "even") : ("w20 w21", "odd"), Labels["parity"]),
        ["size"] = Texts(18, i => (i % 3) switch { 0 => ("w40 w41", "big"), 1 => ("w50 w9 w51 w8", "mid"), _ => ("w60", "small") }, Labels["size"]),
    };

    private static TrainingOptions Options => new() { Schedule = FineTuningSchedule.FullFineTuning(10), LearningRate = 3e-3, BatchSize = 6, Patience = null, Seed = 2 };

    [Fact]
    public void Train_OfTwoTasks_LearnsBothAndReportsBoth()
    {
        using var classifier = MultiTaskClassifier.FromPretrained(encoder, Labels);
        var result = classifier.Train(Data, Data, Options, cancellation: TestContext.Current.CancellationToken);
        foreach (var (name, data) in Data)
        {
            Assert.Equal(1, classifier.Tasks[name].Evaluate(data).Accuracy);
            Assert.Equal(result.Validation!.Tasks![name].Loss, classifier.Tasks[name].Evaluate(data).Loss, 5);
            Assert.Equal(1, classifier.Tasks[name].Metrics["validation"].Accuracy);
        }
        Assert.Equal(58, result.Validation!.N);
        Assert.All(result.Epochs, e => Assert.Equal(e.Validation!.Tasks!.Values.Average(m => m.Loss), e.Validation.Loss, 12));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Save_GivesOrdinaryClassifiersThatShareTheirEncodersWeights(bool lora)
    {
        using var classifier = MultiTaskClassifier.FromPretrained(encoder, Labels, new() { Lora = lora ? new() { Rank = 2 } : null });
        classifier.Train(Data, options: Options with { Schedule = FineTuningSchedule.FullFineTuning(2) });
        var folder = Path.Combine(temporary.Root, "saved");
        classifier.Save(folder);
        foreach (var name in Labels.Keys)
        {
            using var loaded = TextClassifier.Load(Path.Combine(folder, name));
            Assert.Equal(Labels[name], loaded.LabelNames);
            Assert.Equal(lora, loaded.Adapter is not null);
            Assert.Equal(classifier.Tasks[name].Predict("w7 w40 w60").Probabilities, loaded.Predict("w7 w40 w60").Probabilities);
        }
        using var scope = torch.NewDisposeScope();
        var files = Labels.Keys.Select(n => SafetensorsReader.Open(Path.Combine(folder, n, lora ? "adapter_model.safetensors" : "model.safetensors"))).ToArray();
        Assert.All(files[0].Entries.Where(e => !e.Name.Contains("classifier", StringComparison.Ordinal)), e => Assert.True(files[0].Read(e.Name).Equals(files[1].Read(e.Name)), e.Name));
        foreach (var file in files) file.Dispose();
    }

    [Fact]
    public void Step_OfOneTask_LeavesTheOtherTasksHeadWithoutAGradient()
    {
        using var scope = torch.NewDisposeScope();
        using var classifier = MultiTaskClassifier.FromPretrained(encoder, Labels);
        using var model = new MultiTaskModel([.. classifier.Tasks.Values.Select(t => t.Model)]);
        var texts = new TaskTexts([.. classifier.Tasks.Select(t => t.Value.Encode(Data[t.Key], default))], classifier.Tasks["parity"].Preprocessor, 2);
        using var loss = new MultiTaskObjective(model, [.. Labels.Keys], [.. Labels.Values], Options, null).Begin(texts, torch.CPU);
        loss.Compute(texts, [42, 40, 57]).backward(); // the second task's examples begin at 40
        Assert.All(model.Tasks[0].Head.parameters(), p => Assert.Null(p.grad));
        Assert.All(model.Tasks[1].Head.parameters(), p => Assert.NotNull(p.grad));
        Assert.Contains(model.Tasks[0].Backbone.parameters(), p => p.grad is not null);
        var expected = model.Tasks[1].Forward(texts.Collate([40], torch.CPU));
        var own = classifier.Tasks["size"].Encode(Data["size"], default);
        Assert.Equal(model.Tasks[1].Forward(own.Collate([0], torch.CPU)).data<float>().ToArray(), expected.data<float>().ToArray());
    }

    [Fact]
    public void Train_OnKeptFeatures_HasTheLossesOfTrainingWithout()
    {
        double[] Losses(FeatureCacheMode mode)
        {
            using var classifier = MultiTaskClassifier.FromPretrained(encoder, Labels);
            var result = classifier.Train(Data, Data, Options with { Schedule = FineTuningSchedule.FeatureExtraction(3), FeatureCache = new() { Mode = mode } });
            Assert.Equal(mode != FeatureCacheMode.Off, result.Features.All(f => f.Storage == FeatureStorage.Memory));
            return [.. result.Epochs.SelectMany(e => new[] { e.TrainingLoss, e.Validation!.Tasks!["size"].Loss })];
        }
        Assert.All(Losses(FeatureCacheMode.Off).Zip(Losses(FeatureCacheMode.Always)), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void Train_StoppedAndContinued_EndsWithTheSameBits()
    {
        string Run(TrainingRunFolder? run, CancellationTokenSource? stop)
        {
            using var classifier = MultiTaskClassifier.FromPretrained(encoder, Labels);
            ITrainingCallback[] callbacks = stop is null ? [] : [new Stop(stop)];
            classifier.Train(Data, Data, Options with { Schedule = FineTuningSchedule.FullFineTuning(3) }, 2, callbacks, stop?.Token ?? default, run);
            return string.Join(' ', classifier.Tasks.Values.SelectMany(t => t.Model.LayerGroups).Select(TensorHash.Of));
        }
        var expected = Run(null, null);
        var path = Path.Combine(temporary.Root, "run");
        using (var stop = new CancellationTokenSource())
            Assert.Throws<OperationCanceledException>(() => Run(TrainingRunFolder.Create(path), stop));
        Assert.Equal(expected, Run(TrainingRunFolder.Open(path), null));
        Assert.Contains("\"tasks\":{\"parity\":{", File.ReadAllText(Path.Combine(path, "metrics.jsonl")));
        using var other = MultiTaskClassifier.FromPretrained(encoder, Labels);
        var refused = Assert.Throws<CheckpointException>(() => other.Train(Data, Data, Options with { Schedule = FineTuningSchedule.FullFineTuning(3) }, 5, run: TrainingRunFolder.Open(path)));
        Assert.Contains("data sampling_temperature: was 2, is 5", refused.Differences);
    }

    [Fact]
    public void Faults_NameTheTask()
    {
        Assert.Contains("at least two tasks, found 1", Assert.Throws<OptionsException>(() => MultiTaskClassifier.FromPretrained(encoder, new Dictionary<string, IReadOnlyList<string>> { ["one"] = ["a", "b"] })).Message);
        Assert.Contains("was '../up'", Assert.Throws<OptionsException>(() => MultiTaskClassifier.FromPretrained(encoder, new Dictionary<string, IReadOnlyList<string>>(Labels) { ["../up"] = ["a", "b"] })).Message);
        using var classifier = MultiTaskClassifier.FromPretrained(encoder, Labels);
        var data = Data;
        data.Remove("size");
        data["sise"] = data["parity"];
        var error = Assert.Throws<OptionsException>(() => classifier.Train(data));
        Assert.Contains("Expected training data for the task 'size', found none.", error.Message);
        Assert.Contains("no such task. Did you mean 'size'?", error.Message);
        var unlabelled = Data;
        unlabelled["size"] = TextDataset.Create([.. unlabelled["size"], new TextExample("w9")], Labels["size"]);
        Assert.StartsWith("Task 'size': Expected a label", Assert.Throws<ArgumentException>(() => classifier.Train(unlabelled)).Message);
    }

    private static TextDataset Texts(int count, Func<int, (string Text, string Label)> of, IReadOnlyList<string> labels) =>
        TextDataset.Create(Enumerable.Range(0, count).Select(i => new TextExample(of(i).Text, null, [of(i).Label], null, new("made", i + 1))), labels);

    private sealed class Stop(CancellationTokenSource source) : ITrainingCallback
    {
        public void OnStep(StepReport step)
        {
            if (step.Step == 8) source.Cancel();
        }
    }
}

using NlpTransfer.Backbones;
using NlpTransfer.FineTuning;
using NlpTransfer.Tests.Data;
using NlpTransfer.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Training.Features;

/// <summary>When features are kept and when not, at which precision, and what is told of it.</summary>
[Collection(TorchGenerator.Name)]
public sealed class FeatureDecisionTests : IDisposable
{
    private static readonly FineTuningSchedule HeadOnly = FineTuningSchedule.LastGroups(1, 3);

    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Train_ForOneEpoch_KeepsNothingUnlessAskedTo()
    {
        var once = FineTuningSchedule.LastGroups(1, 1);
        Assert.Equal("they run over the data less than twice", Reports(once, new())[0].Reason);
        Assert.Equal(FeatureStorage.Memory, Reports(once, new() { Mode = FeatureCacheMode.Always })[0].Storage);
    }

    [Fact]
    public void Train_OnDataThatDiffersFromEpochToEpoch_KeepsNothingOfIt()
    {
        var data = new ToyData(70, 1) { IsRepeatable = false };
        var reports = FeatureRuns.Train(FeatureRuns.Model("bert"), HeadOnly, new() { Mode = FeatureCacheMode.Always }, data).Reports;
        Assert.Equal(["the data differs from epoch to epoch", null], reports.Select(r => r.Reason)); // validation data is not augmented
    }

    [Fact]
    public void Train_WithEverythingTrainable_ReportsNothing() => Assert.Empty(Reports(FineTuningSchedule.FullFineTuning(2), new()));

    [Fact]
    public void FrozenPrefix_EndsBelowAGroupWithAnyTrainableParameter()
    {
        var model = FeatureRuns.Model("bert");
        using var freezing = new FreezeController(model, model.LayerGroups, 0);
        freezing.Apply(HeadOnly.Resolve(model.GroupNames, model.PretrainedGroups)[0]);
        Assert.Equal(5, freezing.FrozenPrefix);
        model.LayerGroups[2].Parameters.Last().requires_grad = true;
        Assert.Equal(2, freezing.FrozenPrefix);
    }

    [Fact]
    public void Float16_TakesHalfTheRoomAndIsOffByAtMostTheStatedError()
    {
        var model = FeatureRuns.Model("bert");
        model.eval();
        var data = new ToyData(70, 1);
        var prefix = new FrozenPrefix(model, 3, CPU);
        int[] batch = [.. Enumerable.Range(0, 70)];
        var exact = Data(prefix, data, FeaturePrecision.Float32, out var bytes).Collate(batch, CPU).Values;
        var half = Data(prefix, data, FeaturePrecision.Float16, out var halfBytes).Collate(batch, CPU).Values;
        Assert.Equal(bytes, 2 * halfBytes);
        Assert.Equal(ScalarType.Float32, half.dtype);
        Assert.False(exact.Equals(half));
        Assert.True((half - exact).abs().le((exact.abs() / 2048).clamp_min(3e-8)).all().ToBoolean());
    }

    [Fact]
    public void Float16_OfValuesThatDoNotFit_IsRefused()
    {
        var model = FeatureRuns.Model("mean-max");
        using (no_grad()) model.LayerGroups[0].Parameters.First().mul_(1e6f);
        var error = Assert.Throws<TrainingException>(() => FeatureRuns.Train(model, HeadOnly, new() { Precision = FeaturePrecision.Float16 }));
        Assert.Contains("must be below 65,504", error.Message);
    }

    [Fact]
    public void Callbacks_HearOfEveryBlockAndThenWhatBecameOfIt()
    {
        var log = new Log();
        new Trainer(FeatureRuns.Model("bert"), new() { Schedule = HeadOnly }, FeatureRuns.Labels, [log]).Train(new ToyData(70, 1), new ToyData(40, 2));
        string[] Expected(string data, ITrainingData examples)
        {
            var done = 0;
            return [.. FeatureLayout.Plan(examples.Lengths).Select(b => $"{data} {done += b.Length}/{examples.Count}"), $"{data} Memory"];
        }
        Assert.Equal([.. Expected("training", new ToyData(70, 1)), .. Expected("validation", new ToyData(40, 2))], log.Lines);
    }

    [Fact]
    public void Train_CancelledWhileFeaturesAreBuilt_StopsAndLeavesNoFile()
    {
        using var folder = new TempFolder();
        using var source = new CancellationTokenSource();
        var options = new TrainingOptions { Schedule = HeadOnly, FeatureCache = new() { Memory = 0, Folder = folder.Root } };
        var trainer = new Trainer(FeatureRuns.Model("bert"), options, FeatureRuns.Labels, [new Log { OnProgress = source.Cancel }]);
        Assert.Throws<OperationCanceledException>(() => trainer.Train(new ToyData(70, 1) { Fingerprint = "toy" }, null, source.Token));
        Assert.Empty(Directory.GetFiles(folder.Root));
    }

    [Fact]
    public void Train_OnKeptFeatures_LeavesNoTensorsBehind()
    {
        var model = FeatureRuns.Model("bert");
        long After(int epochs)
        {
            FeatureRuns.Train(model, FineTuningSchedule.LastGroups(2, epochs), new());
            return DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        }
        Assert.Equal(After(2), After(12));
    }

    [Fact]
    public void Data_WithTextsWithoutWords_EntersTheModelAsItIs()
    {
        var model = FeatureRuns.Model("bilstm");
        model.eval();
        var data = new ToyData(40, 1, shortest: 0);
        Assert.Contains(0, data.Lengths);
        var kept = Data(new FrozenPrefix(model, 2, CPU), data, FeaturePrecision.Float32, out _);
        int[][] batches = [[.. Enumerable.Range(0, 40)], [.. data.Lengths.Index().Where(l => l.Item < 2).Select(l => l.Index)]];
        foreach (var batch in batches)
            Assert.True(allclose(model.Forward(data.Collate(batch, CPU)), model.Forward(kept.Collate(batch, CPU), 2), rtol: 0, atol: 1e-5));
    }

    // What crosses a boundary must be kept: whoever adds a part to Activations has to teach FeatureBuilder and FeatureData, or have it refuse.
    [Fact]
    public void Activations_HaveNoPartThatTheCacheDoesNotKnow() =>
        Assert.Equal(["Mask", "Taps", "TokenTypes", "Values"], typeof(Activations).GetProperties().Select(p => p.Name).Order());

    [Fact]
    public void Options_WithFaults_ReportThemAll() =>
        Assert.Equal(
            ["CacheMemory must be at least 0 bytes, was -1.", "CacheFolderLimit must be at least 0 bytes, was -2.", "CacheFolder must not be empty."],
            new FeatureCacheOptions { Memory = -1, FolderLimit = -2, Folder = " " }.Validate());

    private static FeatureData Data(FrozenPrefix prefix, ITrainingData data, FeaturePrecision precision, out long bytes)
    {
        var builder = new FeatureBuilder(prefix, data, precision);
        bytes = builder.Layout.TotalBytes;
        return new FeatureData(data, prefix.Groups, builder, new MemoryBlocks([.. builder.Layout.Batches.Select((_, i) => builder.Block(i))]));
    }

    private static IReadOnlyList<FeatureReport> Reports(FineTuningSchedule schedule, FeatureCacheOptions cache) => FeatureRuns.Train(FeatureRuns.Model("bert"), schedule, cache).Reports;

    private sealed class Log : ITrainingCallback
    {
        public List<string> Lines { get; } = [];

        public Action OnProgress { get; init; } = () => { };

        public void OnFeatures(FeatureProgress progress)
        {
            Lines.Add($"{progress.Data} {progress.Done}/{progress.Examples}");
            OnProgress();
        }

        public void OnFeatures(FeatureReport features) => Lines.Add($"{features.Data} {features.Storage}");
    }
}

using System.Globalization;
using NlpTransfer.FineTuning;
using NlpTransfer.Tests.Backbones;
using NlpTransfer.Tests.Data;
using NlpTransfer.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Training.Features;

/// <summary>A training on kept features that is stopped and goes on.</summary>
[Collection(TorchGenerator.Name)]
public sealed class FeatureResumeTests : IDisposable
{
    private static readonly FineTuningSchedule Schedule = new("mine",
    [
        new Phase { Name = "head", Groups = [new(GroupSelector.Last(1))], Length = PhaseLength.Epochs(1) }, // kept only because the next phase needs it too
        new Phase { Name = "head again", Groups = [new(GroupSelector.Last(1), 0.5)], Length = PhaseLength.Epochs(1) },
        new Phase { Name = "top", Groups = [new(GroupSelector.Last(3))], Length = PhaseLength.Epochs(2) },
    ]);

    private readonly TempFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly int threads = get_num_threads();

    private string Checkpoints => Path.Combine(folder.Root, "checkpoints");

    public void Dispose()
    {
        set_num_threads(threads);
        scope.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(7, false)]
    [InlineData(7, true)]
    [InlineData(11, true)]
    [InlineData(13, false)]
    public void Continue_OnKeptFeatures_EndsBitIdenticalWhateverTheBudget(int stop, bool inFiles)
    {
        var expected = Run(null, new(), []);
        var remarks = new List<string?>();
        Stop(stop);
        Assert.Equal(expected, Run(TrainingCheckpoints.Continue(Checkpoints), inFiles ? new() { Memory = 0, Folder = folder.Root } : new(), remarks));
        Assert.All(remarks, Assert.Null);
    }

    [Fact]
    public void Continue_WithAnotherNumberOfThreads_SaysThatTheBitsDiffer()
    {
        Stop(7);
        set_num_threads(threads + 1);
        var remarks = new List<string?>();
        Run(TrainingCheckpoints.Continue(Checkpoints), new(), remarks);
        Assert.Equal([true, true, false, false], remarks.Select(r => r is not null)); // the phase it stood in; the next one begins anew
        Assert.Contains($"not to the same bits as before it was stopped: the features of the training data were computed with {threads} threads, now with {threads + 1}", remarks[0]);
    }

    [Fact]
    public void Continue_WhereFeaturesFindNoRoom_SaysThatTheBitsDiffer()
    {
        Stop(7);
        var remarks = new List<string?>();
        Run(TrainingCheckpoints.Continue(Checkpoints), new() { Memory = 0, FolderLimit = 0, Folder = folder.Root }, remarks);
        Assert.Contains("no file can be written", remarks[0]);
        Assert.Contains("the features of the training data are not kept now, they were before", remarks[0]);
    }

    private void Stop(int step)
    {
        var checkpoints = TrainingCheckpoints.Create(Checkpoints, new() { EverySteps = 1, EverySeconds = null });
        Assert.Throws<InvalidOperationException>(() => Run(checkpoints, new(), [], crashAt: step));
    }

    private static string Run(TrainingCheckpoints? checkpoints, FeatureCacheOptions cache, List<string?> remarks, int crashAt = 0)
    {
        var model = FeatureRuns.Model("bert");
        var options = new TrainingOptions { Schedule = Schedule, LearningRate = 5e-3, BatchSize = 16, FeatureCache = cache };
        var result = new Trainer(model, options, FeatureRuns.Labels, [new Watch(remarks, crashAt)], checkpoints: checkpoints).Train(new ToyData(70, 1), new ToyData(40, 2));
        return $"{string.Join(' ', model.LayerGroups.Select(TensorHash.Of))} {result.Validation!.Loss.ToString("R", CultureInfo.InvariantCulture)}";
    }

    private sealed class Watch(List<string?> remarks, int crashAt) : ITrainingCallback
    {
        public void OnFeatures(FeatureReport features) => remarks.Add(features.Remark);

        public void OnStep(StepReport step)
        {
            if (step.Step == crashAt) throw new InvalidOperationException("crash");
        }
    }
}

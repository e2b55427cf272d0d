using System.Collections;
using NlpTransfer.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Training.Checkpointing;

public sealed class SnapshotTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly SnapshotBuffers buffers = new();

    public void Dispose()
    {
        buffers.Dispose();
        scope.Dispose();
    }

    // More than a piece, less than one, no value, one number, turned around, integers, and one that wants gradients.
    private static Tensor[] Tensors() =>
        [randn(700, 1_100), randn(3), empty(0), tensor(5f), randn(40, 30).t(), arange(9), new TorchSharp.Modules.Parameter(randn(2, 2))];

    [Fact]
    public void Copy_OfEveryKindOfTensor_HoldsTheSameBitsAndNotTheSameMemory()
    {
        var live = Tensors();
        using var guard = no_grad();
        var kept = live.Select(t => t.contiguous().clone()).ToArray();
        using var snapshot = Snapshot(live);
        foreach (var tensor in live) tensor.zero_();
        Assert.All(kept.Zip(Copies(snapshot)), pair => Assert.True(pair.First.bytes.SequenceEqual(pair.Second.bytes)));
        Assert.All(Copies(snapshot), t => Assert.True(t.is_contiguous()));
    }

    [Fact]
    public void Copy_AfterOneThatIsWritten_LiesInItsMemory()
    {
        var live = new[] { ones(4), ones(5) };
        var first = Snapshot(live);
        var places = Copies(first).Select(t => t.Handle).ToArray();
        first.Dispose();
        live[0].fill_(2);
        using var second = Snapshot(live);
        Assert.Equal(places, Copies(second).Select(t => t.Handle));
        Assert.Equal(2, Copies(second)[0][0].ToDouble());
    }

    [Fact]
    public void Copy_WhileOneIsBeingWritten_LeavesItAlone()
    {
        var live = ones(4);
        using var first = Snapshot([live]);
        live.fill_(2);
        using var second = Snapshot([live]);
        Assert.Equal(1, Copies(first)[0][0].ToDouble());
        Assert.Equal(2, Copies(second)[0][0].ToDouble());
    }

    [Fact]
    public void Copy_OfATensorOfAnotherShape_HasMemoryOfItsOwn()
    {
        Snapshot([ones(4)]).Dispose();
        using var second = Snapshot([ones(2, 3)]);
        Assert.Equal([2, 3], Copies(second)[0].shape);
    }

    [Fact]
    public void Buffers_AreGivenBackOnce_HoldNothingAfterwards()
    {
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        var live = ones(4);
        var (first, second) = (Snapshot([live]), Snapshot([live]));
        first.Dispose();
        second.Dispose(); // a second set is not kept
        Assert.Equal(before + 2, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        buffers.Trim();
        Assert.Equal(before + 1, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Progress_Copy_SharesNoListAndMissesNoCounter()
    {
        var progress = new TrainingProgress
        {
            Phase = 1, IsPhaseBegun = true, Touched = ["head"], Step = 2, StepsBeforePhase = 3, EpochsBeforePhase = 4, Batch = 5, LossSum = 6, Seen = 7, Stale = 8, PhaseScores = [9],
            Epochs = [Report()], Best = Report(), EvaluatedStep = 10, Features = [new FeatureTrace("training", 1, null, null, FeaturePrecision.Float32, 1)], EpochSeconds = 11, Seconds = 12,
        };
        var copy = progress.Copy();
        foreach (var property in typeof(TrainingProgress).GetProperties())
        {
            var (was, found) = (property.GetValue(progress), property.GetValue(copy));
            Assert.NotEqual(property.GetValue(new TrainingProgress()), was); // else this test would not see it missing
            Assert.Equal(was, found);
            if (was is IEnumerable) Assert.NotSame(was, found);
        }
    }

    private static EpochReport Report() => new(1, "phase", 2, 3, null, 4, true, 0, 0, TimeSpan.Zero);

    private TrainingSnapshot Snapshot(IReadOnlyList<Tensor> live)
    {
        using var guard = no_grad();
        var snapshot = new TrainingSnapshot(CheckpointWriterTests.State(1), false, buffers);
        snapshot.Add([(TrainingSnapshot.Weights, live.Select((t, i) => ($"{i}", t)))]);
        return snapshot;
    }

    private static Tensor[] Copies(TrainingSnapshot snapshot) => [.. snapshot.Files[TrainingSnapshot.Weights].Values];
}

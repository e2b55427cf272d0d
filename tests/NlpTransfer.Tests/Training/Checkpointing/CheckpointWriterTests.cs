using NlpTransfer.Tests.Data;
using NlpTransfer.Training;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Training.Checkpointing;

public sealed class CheckpointWriterTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly SnapshotBuffers buffers = new();
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();

    public void Dispose()
    {
        buffers.Dispose();
        scope.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Enqueue_WhileOneIsBeingWritten_ReturnsAtOnceAndTheNewestWins()
    {
        using var release = new ManualResetEventSlim();
        var written = new List<long>();
        using var writer = new CheckpointWriter(snapshot =>
        {
            release.Wait();
            written.Add(snapshot.State.Progress.Step);
        });
        for (var step = 1; step <= 20; step++) writer.Enqueue(Snapshot(step)); // would never return if it waited
        Assert.True(writer.IsBusy);
        release.Set();
        writer.Wait();
        Assert.Equal(20, written[^1]);
        Assert.InRange(written.Count, 1, 2);
        Assert.False(writer.IsBusy);
    }

    [Fact]
    public void Fault_InTheBackground_ComesUpAtTheNextCallAndAtTheEnd()
    {
        using var writer = new CheckpointWriter(_ => throw new CheckpointException("no room"));
        writer.Enqueue(Snapshot(1));
        Assert.Equal("no room", Assert.Throws<CheckpointException>(writer.Wait).Message);
        Assert.Equal("no room", Assert.Throws<CheckpointException>(writer.ThrowIfFailed).Message);
    }

    [Fact]
    public void Weights_ThatAreNoNumbers_AreNeverWritten()
    {
        var written = 0;
        using var writer = new CheckpointWriter(_ => written++);
        writer.Enqueue(Snapshot(1, float.NaN));
        writer.Wait();
        writer.Enqueue(Snapshot(2, float.PositiveInfinity));
        writer.Wait();
        Assert.Equal(0, written);
        writer.Enqueue(Snapshot(3));
        writer.Wait();
        Assert.Equal(1, written);
    }

    [Fact]
    public void Write_OfManyCheckpoints_KeepsTheLastAndTheBest()
    {
        var store = new CheckpointStore(folder.Root, new CheckpointOptions { KeepLast = 3 });
        for (var step = 1; step <= 12; step++)
            using (var snapshot = Snapshot(step, isBest: step is 2 or 5)) store.Write(snapshot, "model");
        Assert.Equal(["000012-step-12", "000011-step-11", "000010-step-10", "000005-step-5"], store.Entries.Select(Path.GetFileName));
        Assert.All(store.Entries, entry => Assert.Equal("model", CheckpointManifest.Load(entry).Model));
    }

    [Fact]
    public void Write_OntoAFile_NamesThePlaceAndLeavesWhatIsThere()
    {
        var path = folder.Write("taken", "text");
        var store = new CheckpointStore(path, new CheckpointOptions());
        using var snapshot = Snapshot(1);
        Assert.Contains($"could not be written to {path}", Assert.Throws<CheckpointException>(() => store.Write(snapshot, "model")).Message);
        Assert.Contains(path, Assert.Throws<CheckpointException>(store.Prepare).Message);
        Assert.Equal("text", File.ReadAllText(path));
    }

    [Fact]
    public void Options_WithFaults_NameThemAll() => Assert.Equal(
        ["EverySteps must be at least 1, was 0.", "EverySeconds must be above 0, was 0.", "KeepLast must be at least 1, was 0."],
        new CheckpointOptions { EverySteps = 0, EverySeconds = 0, KeepLast = 0 }.Validate());

    private TrainingSnapshot Snapshot(long step, float value = 1, bool isBest = false)
    {
        var snapshot = new TrainingSnapshot(State(step), isBest, buffers);
        using var weights = full([3], value);
        snapshot.Add([(TrainingSnapshot.Weights, [("weight", weights)])]);
        return snapshot;
    }

    internal static CheckpointState State(long step)
    {
        var none = new Dictionary<string, string>();
        return new CheckpointState
        {
            Progress = new TrainingProgress { Step = step }, Generator = "", OptimizerSteps = new Dictionary<string, long>(), Identity = none, Machine = none,
            Callbacks = new Dictionary<string, System.Text.Json.Nodes.JsonNode>(),
        };
    }
}

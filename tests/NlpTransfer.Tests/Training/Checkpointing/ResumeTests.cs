using NlpTransfer.FineTuning;
using NlpTransfer.Tests.Data;
using NlpTransfer.Training;

namespace NlpTransfer.Tests.Training.Checkpointing;

[Collection(TorchGenerator.Name)]
public sealed class ResumeTests : IDisposable
{
    private static readonly bool Full = Environment.GetEnvironmentVariable("NLPTRANSFER_FULL") == "1";

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Continue_AfterACrashAtAnyStep_EndsBitIdentical(int everySteps)
    {
        var expected = new StoppedTraining("").Undisturbed();
        var last = long.Parse(expected.Split(' ')[^1]);
        Assert.True(last > 18, expected);
        for (var step = 1; step <= last; step += Full ? 1 : 1 + everySteps)
        {
            var training = new StoppedTraining(Path.Combine(folder.Root, $"{everySteps}-{step}")) { Checkpoints = new() { EverySteps = everySteps, EverySeconds = null, KeepBest = step % 2 == 0 } };
            Assert.Throws<InvalidOperationException>(() => (training with { CrashAt = step }).Begin());
            Assert.Equal(expected, training.Continue());
        }
    }

    [Fact]
    public void Continue_AfterSeveralCrashes_EndsBitIdentical()
    {
        var training = new StoppedTraining(Path.Combine(folder.Root, "run"));
        Assert.Throws<InvalidOperationException>(() => (training with { CrashAt = 5 }).Begin());
        foreach (var step in new[] { 6, 12, 13, 14, 19 }) Assert.Throws<InvalidOperationException>(() => (training with { CrashAt = step }).Continue());
        Assert.Equal(training.Undisturbed(), training.Continue());
    }

    [Fact]
    public void Continue_AfterItWasFinished_TrainsNothingAndHasTheSameResult()
    {
        var training = new StoppedTraining(Path.Combine(folder.Root, "run"));
        var expected = training.Begin();
        Assert.Equal(expected, (training with { CrashAt = 1 }).Continue());
        Assert.Equal(expected, training.Undisturbed());
    }

    [Fact]
    public void Begin_CancelledInAStep_LeavesACheckpointOfThatStep()
    {
        using var source = new CancellationTokenSource();
        var training = new StoppedTraining(Path.Combine(folder.Root, "run")) { Checkpoints = new() { EverySeconds = null } };
        Assert.Throws<OperationCanceledException>(() => (training with { Cancellation = source.Token, Watch = new Watch { OnStepDo = s => { if (s == 9) source.Cancel(); } } }).Begin());
        Assert.Equal(9, StepOf(Entries()[^1]));
        var watch = new Watch();
        Assert.Equal(training.Undisturbed(), (training with { Watch = watch }).Continue());
        Assert.Equal(10, watch.Steps[0]);
    }

    [Fact]
    public void Continue_WithoutAnyCheckpoint_BeginsAndSaysSo()
    {
        var watch = new Watch();
        var training = new StoppedTraining(Path.Combine(folder.Root, "none")) { Watch = watch };
        Assert.Equal(training.Undisturbed(), training.Continue());
        Assert.Contains("There was no checkpoint yet", watch.Remarks.Single(r => r.Length > 0));
    }

    [Theory]
    [InlineData("weights.safetensors", "flip")]
    [InlineData("optimizer.safetensors", "flip")]
    [InlineData("best.safetensors", "cut")]
    [InlineData("state.json", "flip")]
    [InlineData("state.json", "remove")]
    [InlineData("manifest.json", "flip")]
    [InlineData("manifest.json", "cut")]
    [InlineData("manifest.json", "remove")]
    public void Continue_WithADamagedCheckpoint_UsesTheOneBeforeAndSaysSo(string file, string damage)
    {
        var training = Stopped(at: 10);
        var (damaged, before) = (Entries()[^1], Entries()[^2]);
        Damage(Path.Combine(damaged, file), damage);
        var watch = new Watch();
        Assert.Equal(training.Undisturbed(), (training with { Watch = watch }).Continue());
        Assert.Equal(StepOf(before) + 1, watch.Steps[0]);
        Assert.Contains(watch.Remarks, r => r.Contains($"{Path.GetFileName(damaged)} cannot be used: ") && r.EndsWith("the one before it is used."));
    }

    [Fact]
    public void Continue_WithEveryCheckpointDamaged_IsRefusedAndNeverBegins()
    {
        var training = Stopped(at: 10);
        foreach (var entry in Entries()) Damage(Path.Combine(entry, "state.json"), "flip");
        var watch = new Watch();
        var error = Assert.Throws<CheckpointException>(() => (training with { Watch = watch }).Continue());
        Assert.Contains("state.json does not fit its checksum", error.Message);
        Assert.Contains("None is left to continue from", error.Message);
        Assert.Empty(watch.Steps);
    }

    [Fact]
    public void Continue_WithAnotherModel_IsRefused()
    {
        var training = Stopped(at: 10);
        Assert.Contains("it is of another model", Assert.Throws<CheckpointException>(() => (training with { Hidden = 7 }).Continue()).Message);
    }

    [Fact]
    public void Continue_WithOtherOptionsAndData_IsRefusedWithTheListUnlessAllowed()
    {
        var training = Stopped(at: 10);
        var watch = new Watch();
        var changed = training with { Options = training.Options with { LearningRate = 0.01, BatchSize = 12 }, DataSeed = 7, Watch = watch };
        var error = Assert.Throws<CheckpointException>(() => changed.Continue());
        Assert.Contains("option LearningRate: was 0.02, is 0.01", error.Message);
        Assert.Contains("option BatchSize: was 10, is 12", error.Message);
        Assert.Contains("training data: was 60 examples, hash ", error.Message);
        Assert.DoesNotContain("validation data", error.Message);
        var newest = Entries()[^1];
        (changed with { AllowChanges = true }).Continue();
        Assert.Equal(StepOf(newest) + 1, watch.Steps[0]);
        Assert.Contains(watch.Remarks, r => r.StartsWith("Continues with changes:"));
    }

    [Fact]
    public void Continue_WithChangedOptionsThatNeedStateOfTheirOwn_BeginsThatState()
    {
        var training = Stopped(at: 20);
        var changed = training with { Options = training.Options with { AverageDecay = 0.9, FreezeParameters = ["layer.0.*weight_hh*"] }, AllowChanges = true };
        Assert.NotEqual(training.Undisturbed(), changed.Continue());
    }

    [Fact]
    public void Continue_WithAScheduleThatTrainsMore_BeginsTheOtherGroupsAtTheirStart()
    {
        var watch = new Watch();
        var training = Stopped(at: 4);
        var changed = training with { Options = training.Options with { Schedule = FineTuningSchedule.FullFineTuning(3) }, AllowChanges = true, Watch = watch };
        changed.Continue();
        Assert.InRange(watch.Steps[0], 1, 4);
        Assert.Equal(18, watch.Steps[^1]);
    }

    [Fact]
    public void Continue_WithAnotherSchedule_NamesTheOptionAndThePhase()
    {
        var training = Stopped(at: 10);
        var error = Assert.Throws<CheckpointException>(() => (training with { Options = training.Options with { Schedule = FineTuningSchedule.GradualUnfreezing(1, 3) } }).Continue());
        Assert.Contains("all, 2 epochs", error.Message);
        Assert.Contains("all, 3 epochs", error.Message);
    }

    [Fact]
    public void Create_InAFolderWithCheckpoints_IsRefused()
    {
        Stopped(at: 3);
        Assert.Contains("holds the checkpoints of another training", Assert.Throws<CheckpointException>(() => TrainingCheckpoints.Create(Path.Combine(folder.Root, "run"))).Message);
    }

    private StoppedTraining Stopped(long at)
    {
        var training = new StoppedTraining(Path.Combine(folder.Root, "run"));
        Assert.Throws<InvalidOperationException>(() => (training with { CrashAt = at }).Begin());
        return training;
    }

    private string[] Entries() => [.. Directory.GetDirectories(Path.Combine(folder.Root, "run")).Order(StringComparer.Ordinal)];

    private static long StepOf(string entry) => long.Parse(entry.Split('-')[^1]);

    private static void Damage(string path, string damage)
    {
        if (damage == "remove") File.Delete(path);
        if (damage == "remove") return;
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, damage == "cut" ? bytes[..(bytes.Length / 2)] : bytes);
    }
}

using System.Globalization;
using TorchSharp;

namespace NlpTransfer.Training;

/// <summary>The checkpoints of one training while it runs: restores the one to continue from, decides when the next is due, hands copies to the writer.</summary>
internal sealed class CheckpointSession : IDisposable
{
    private readonly TrainingCheckpoints checkpoints;
    private readonly TrainingRun run;
    private readonly IReadOnlyList<IResumableCallback> callbacks;
    private readonly TimeProvider time;
    private readonly CheckpointStore store;
    private readonly CheckpointWriter writer;
    private readonly string model;
    private readonly IReadOnlyDictionary<string, string> identity;
    private readonly Dictionary<string, string> machine = MachineNote.Now();
    private readonly List<string> remarks = [];
    private readonly SnapshotBuffers buffers = new();
    private long lastStep, lastTime;

    private CheckpointSession(TrainingCheckpoints checkpoints, TrainingRun run, IEnumerable<ITrainingCallback> callbacks, TimeProvider time)
    {
        (this.checkpoints, this.run, this.time) = (checkpoints, run, time);
        this.callbacks = [.. callbacks.OfType<IResumableCallback>()];
        store = new CheckpointStore(checkpoints.Folder, checkpoints.Options);
        model = ModelFingerprint.OfShapes(run.Model);
        identity = run.Identity().Concat(checkpoints.Identity).ToDictionary();
        writer = new CheckpointWriter(snapshot => store.Write(snapshot, model));
        lastTime = time.GetTimestamp();
    }

    /// <summary>What people should know of how it continued.</summary>
    public IReadOnlyList<string> Remarks => remarks;

    /// <summary>Puts the newest good checkpoint into the run, where the training is to continue.</summary>
    /// <exception cref="CheckpointException">None is good, or data or options have changed.</exception>
    public static CheckpointSession Begin(TrainingCheckpoints checkpoints, TrainingRun run, IEnumerable<ITrainingCallback> callbacks, TimeProvider time)
    {
        var session = new CheckpointSession(checkpoints, run, callbacks, time);
        session.store.Prepare();
        if (checkpoints.Continues) session.Restore();
        return session;
    }

    /// <summary>After the callbacks know that training starts.</summary>
    public void Started()
    {
        if (run.Step == 0) Write();
        writer.Wait(); // now, so that a place that cannot be written is known before an hour's training
    }

    /// <summary>After the callbacks of a step.</summary>
    public void StepEnded()
    {
        writer.ThrowIfFailed();
        FaultPoint.Pass(FaultPoint.Step);
        if (IsDue && !writer.IsBusy) Write();
    }

    /// <summary>After the callbacks of an epoch.</summary>
    public void EpochEnded(EpochReport epoch)
    {
        writer.ThrowIfFailed();
        if (epoch.IsBest && checkpoints.Options.KeepBest) Write(isBest: true);
    }

    public void PhaseEnded()
    {
        FaultPoint.Pass(FaultPoint.PhaseEnd);
        Write();
    }

    /// <summary>On the user's wish: the step at hand is finished.</summary>
    public void Stopped()
    {
        Write();
        writer.Wait();
    }

    /// <summary>A sentence on what is left when training failed, once everything is on disk.</summary>
    public string LastGood()
    {
        try
        {
            writer.Wait();
        }
        catch (CheckpointException fault)
        {
            return fault.Message;
        }
        return $"The last good checkpoint is {store.Entries[0]}.";
    }

    /// <summary>Until everything is on disk.</summary>
    public void Completed() => writer.Wait();

    public void Dispose()
    {
        writer.Dispose();
        buffers.Dispose();
    }

    private bool IsDue => run.Step - lastStep >= (checkpoints.Options.EverySteps ?? long.MaxValue)
        || time.GetElapsedTime(lastTime).TotalSeconds >= (checkpoints.Options.EverySeconds ?? double.PositiveInfinity);

    private void Write(bool isBest = false)
    {
        writer.ThrowIfFailed();
        (lastStep, lastTime) = (run.Step, time.GetTimestamp());
        writer.Enqueue(RunCapture.Capture(run, identity, machine, callbacks, isBest, buffers));
    }

    private void Restore()
    {
        if (Newest() is not var (entry, state))
        {
            remarks.Add("There was no checkpoint yet: training begins at its first step.");
            return;
        }
        RunCapture.Restore(run, entry, state, isChanged: Differs(state));
        lastStep = run.Step;
        foreach (var callback in callbacks) callback.Restore(state.Callbacks.GetValueOrDefault(callback.Key));
        remarks.Add(string.Create(CultureInfo.InvariantCulture, $"Continues after step {run.Step}, from the checkpoint {Path.GetFileName(entry)}."));
        if (run.Model.parameters().Any(p => p.device.type != DeviceType.CPU))
            remarks.Add("The weights will not be those of an undisturbed run to the bit: a GPU adds in no fixed order, and its generator cannot be saved.");
        var others = TrainingIdentity.Differences(state.Machine, machine);
        if (others.Count > 0) remarks.Add($"The weights will not be those of an undisturbed run to the bit: {string.Join("; ", others)}.");
    }

    private (string Entry, CheckpointState State)? Newest()
    {
        var faults = new List<string>();
        IReadOnlyList<string> changes = [];
        foreach (var entry in store.Entries)
            try
            {
                var (state, of) = CheckpointStore.Load(entry);
                if (of != model)
                {
                    changes = TrainingIdentity.Differences(state.Identity, identity);
                    throw new InvalidDataException("it is of another model, whose tensors have other names or shapes");
                }
                remarks.AddRange(faults.Select(f => $"{f}; the one before it is used."));
                return (entry, state);
            }
            catch (InvalidDataException error)
            {
                faults.Add($"The checkpoint {entry} cannot be used: {error.Message}");
            }
        return faults.Count == 0 ? null : throw NoneLeft(faults, changes);
    }

    // Other data has other words, so that a model over word vectors has other shapes: then the data is what people should hear of.
    private static CheckpointException NoneLeft(List<string> faults, IReadOnlyList<string> changes) => new(
        $"{string.Join(". ", faults)}. None is left to continue from. "
        + (changes.Count == 0 ? "Train anew in another folder." : $"This is not the training that was stopped; it differs in:\n{Lines(changes)}\nUndo the changes, or train anew in another folder."));

    private static string Lines(IEnumerable<string> differences) => string.Join("\n", differences.Select(d => $"  {d}"));

    private bool Differs(CheckpointState state)
    {
        var differences = TrainingIdentity.Differences(state.Identity, identity);
        if (differences.Count == 0) return false;
        var list = Lines(differences);
        if (!checkpoints.AllowChanges)
            throw new CheckpointException($"This is not the training that was stopped; it differs in:\n{list}\nUndo the changes, or allow them: the result is then neither the one nor the other training's.") { Differences = differences };
        remarks.Add($"Continues with changes:\n{list}");
        return true;
    }
}

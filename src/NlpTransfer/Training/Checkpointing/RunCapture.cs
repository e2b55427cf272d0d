using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Training;

/// <summary>
/// Takes everything that decides how a training goes on out of a run, and puts it back. Weights that no phase has trained yet are
/// left out: they are those that the model starts from, which the identity holds a hash of.
/// </summary>
internal static class RunCapture
{
    private const string Mean = ".exp_avg", Square = ".exp_avg_sq";

    public static TrainingSnapshot Capture(TrainingRun run, IReadOnlyDictionary<string, string> identity, IReadOnlyDictionary<string, string> machine, IEnumerable<IResumableCallback> callbacks, bool isBest, SnapshotBuffers buffers)
    {
        using var guard = no_grad();
        run.Tick();
        var states = OptimizerStates(run).ToArray();
        var snapshot = new TrainingSnapshot(
            new CheckpointState
            {
                Progress = run.CopyProgress(),
                Generator = Generator(),
                OptimizerSteps = states.ToDictionary(s => s.Name, s => s.State.step, StringComparer.Ordinal),
                Identity = identity,
                Machine = machine,
                Callbacks = callbacks.ToDictionary(c => c.Key, c => c.Save()),
            },
            isBest,
            buffers);
        snapshot.Add(
        [
            (TrainingSnapshot.Weights, Weights(run)),
            (TrainingSnapshot.Optimizer, states.SelectMany(s => new[] { (s.Name + Mean, s.State.exp_avg), (s.Name + Square, s.State.exp_avg_sq) })),
            (TrainingSnapshot.Best, run.BestWeights.Copies),
            (TrainingSnapshot.Average, run.Average?.Copies ?? []),
        ]);
        buffers.Trim();
        return snapshot;
    }

    /// <summary>The reverse, on a run that has just begun with a model at its start.</summary>
    /// <param name="isChanged">Whether the run has other options than before: copies that the checkpoint then lacks begin with its weights, moments with nothing.</param>
    public static void Restore(TrainingRun run, string entry, CheckpointState state, bool isChanged)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        run.Continue(state.Progress);
        var weights = CheckpointStore.Read(entry, TrainingSnapshot.Weights);
        var fallback = isChanged ? weights : null;
        Copy(weights, Weights(run), fallback);
        var moments = CheckpointStore.Read(entry, TrainingSnapshot.Optimizer);
        foreach (var (name, optimizer) in OptimizerStates(run).Where(s => !isChanged || state.OptimizerSteps.ContainsKey(s.Name)))
        {
            optimizer.step = state.OptimizerSteps[name];
            optimizer.exp_avg.copy_(moments[name + Mean]);
            optimizer.exp_avg_sq.copy_(moments[name + Square]);
        }
        Copy(CheckpointStore.Read(entry, TrainingSnapshot.Best), run.BestWeights.Copies, fallback);
        Copy(CheckpointStore.Read(entry, TrainingSnapshot.Average), run.Average?.Copies ?? [], fallback);
        using var generator = torch.Generator.Default;
        generator.set_state(tensor(Convert.FromBase64String(state.Generator)));
    }

    private static void Copy(Dictionary<string, Tensor> from, IEnumerable<(string Name, Tensor Value)> to, Dictionary<string, Tensor>? fallback)
    {
        foreach (var (name, target) in to)
            if ((from.GetValueOrDefault(name) ?? fallback?.GetValueOrDefault(name)) is { } found) target.copy_(found);
            else if (fallback is null) throw new InvalidDataException($"The checkpoint has no tensor '{name}'."); // else a group that trains only now, and is at its start
    }

    private static IEnumerable<(string Name, Tensor Value)> Weights(TrainingRun run) => run.TouchedGroups.SelectMany(g => g.ChangingState);

    private static IEnumerable<(string Name, AdamW.State State)> OptimizerStates(TrainingRun run)
    {
        var names = run.Model.named_parameters().ToDictionary(p => p.parameter.Handle, p => p.name);
        return run.Freezing.OptimizerStates.Select(s => (names[s.Parameter.Handle], s.State));
    }

    private static string Generator()
    {
        using var scope = NewDisposeScope();
        using var generator = torch.Generator.Default;
        return Convert.ToBase64String(generator.get_state().bytes);
    }
}

using NlpTransfer.Backbones;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.FineTuning;

/// <summary>
/// The one class that applies a phase to a model. Frozen is three things at once: <c>requires_grad</c> off, module in eval mode
/// (dropout off, BatchNorm statistics untouched), not in an optimizer.
/// </summary>
/// <remarks>
/// Each trainable group has an optimizer of its own, so that a group which goes on training keeps its moments when another one
/// joins, one that freezes drops them, and memory is in proportion to what trains.
/// </remarks>
public sealed class FreezeController : IDisposable
{
    private readonly nn.Module model;
    private readonly IReadOnlyList<LayerGroup> groups;
    private readonly double weightDecay;
    private readonly FrozenParameters frozen;
    private readonly bool trainBatchNorm;
    private readonly AdamW?[] optimizers;
    private ResolvedPhase? phase;

    /// <param name="model">The module whose mode is switched.</param>
    /// <param name="groups">Its layer groups, bottom to top.</param>
    /// <param name="weightDecay">Decoupled weight decay; biases, norms and embedding tables are left out.</param>
    /// <param name="frozen">What stays frozen within groups that train; null leaves nothing out.</param>
    /// <param name="trainBatchNorm">
    /// Whether BatchNorm of pretrained groups normalises by the batch, and moves its statistics, once they train. By default it stays in
    /// inference mode: small batches would spoil what the backbone learned (the guide "Transfer learning and fine-tuning" of Keras).
    /// </param>
    public FreezeController(nn.Module model, IReadOnlyList<LayerGroup> groups, double weightDecay, FrozenParameters? frozen = null, bool trainBatchNorm = false)
    {
        (this.model, this.groups, this.weightDecay) = (model, groups, weightDecay);
        (this.frozen, this.trainBatchNorm) = (frozen ?? FrozenParameters.Of(groups, []), trainBatchNorm);
        optimizers = new AdamW?[groups.Count];
    }

    /// <summary>What trains in the phase at hand.</summary>
    public IEnumerable<Parameter> TrainableParameters => Trainable.SelectMany(g => TrainableOf(groups[g]));

    /// <summary>The live state of the optimizers, a parameter each.</summary>
    internal IEnumerable<(Parameter Parameter, AdamW.State State)> OptimizerStates =>
        optimizers.OfType<AdamW>().SelectMany(o => o.parameters().Zip(o.state_dict().State.Cast<AdamW.State>()));

    /// <summary>How many groups from the bottom hold nothing that trains: their output is a pure function of the input.</summary>
    public int FrozenPrefix => groups.TakeWhile((group, g) => phase is { } p && p.IsFrozen(g) && group.Parameters.All(x => !x.requires_grad)).Count();

    private IEnumerable<int> Trainable => Enumerable.Range(0, groups.Count).Where(g => phase is { } p && !p.IsFrozen(g));

    /// <summary>Freezes and unfreezes as the phase says, and puts the model into training mode.</summary>
    public void Apply(ResolvedPhase next)
    {
        phase = next;
        for (var g = 0; g < groups.Count; g++)
        {
            if (!next.IsFrozen(g)) groups[g].History.Trains();
            foreach (var parameter in groups[g].Parameters) parameter.requires_grad = !next.IsFrozen(g) && !frozen.Holds(parameter);
            if (!next.IsFrozen(g))
            {
                optimizers[g] ??= Optimizer(groups[g]);
                continue;
            }
            optimizers[g]?.Dispose();
            optimizers[g] = null;
        }
        model.zero_grad(set_to_none: true); // a gradient left on a frozen parameter would count in the clipping norm
        EnterTraining();
    }

    /// <summary>Training mode with the frozen groups in eval mode. To be used instead of <c>train()</c>, which would wake them.</summary>
    public void EnterTraining()
    {
        model.train();
        for (var g = 0; g < groups.Count; g++)
            foreach (var module in phase is null || phase.IsFrozen(g) ? groups[g].Modules : Asleep(groups[g])) module.eval();
    }

    /// <summary>Sets each group's learning rate to <paramref name="rate"/> times its factor in the phase.</summary>
    public void SetRate(double rate)
    {
        foreach (var g in Trainable)
            foreach (var parameters in optimizers[g]!.ParamGroups) parameters.LearningRate = rate * phase!.RateFactors[g];
    }

    /// <summary>Drops the gradients.</summary>
    public void ZeroGrad() => model.zero_grad(set_to_none: true);

    /// <summary>Moves what is trainable.</summary>
    public void Step()
    {
        foreach (var g in Trainable) optimizers[g]!.step();
    }

    /// <summary>Makes everything trainable again and puts the model into eval mode.</summary>
    public void Release()
    {
        foreach (var parameter in groups.SelectMany(g => g.Parameters)) parameter.requires_grad = true;
        model.zero_grad(set_to_none: true);
        model.eval();
    }

    public void Dispose()
    {
        foreach (var optimizer in optimizers) optimizer?.Dispose();
    }

    private IEnumerable<Parameter> TrainableOf(LayerGroup group) => group.Parameters.Where(p => !frozen.Holds(p));

    // Modules of a group that trains which do not train with it.
    private IEnumerable<nn.Module> Asleep(LayerGroup group) => group.Modules.SelectMany(m => m.modules().Prepend(m)).Where(m =>
        (m is BatchNorm && group.IsPretrained && !trainBatchNorm) || (m.parameters().Any() && m.parameters().All(frozen.Holds)));

    private AdamW Optimizer(LayerGroup group)
    {
        var undecayed = group.Modules.SelectMany(m => m.modules().Prepend(m)).Where(IsUndecayed).SelectMany(m => m.parameters(recurse: false)).Select(p => p.Handle).ToHashSet();
        var parts = TrainableOf(group).ToLookup(p => p.ndim > 1 && !undecayed.Contains(p.Handle));
        AdamW.ParamGroup[] all = [new(parts[true], weight_decay: weightDecay), new(parts[false], weight_decay: 0)];
        return optim.AdamW(all.Where(p => p.Parameters.Any()));
    }

    // Decay would pull the rows of words that a batch does not hold.
    private static bool IsUndecayed(nn.Module module) => module is Embedding or EmbeddingBag;
}

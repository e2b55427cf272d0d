using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>What the optimizers share: groups with defaults, a state for each parameter, saving and restoring it.</summary>
public abstract class OptimizerHelper : Optimizer
{
    protected OptimizerOptions _defaults = null!;

    private readonly Dictionary<Parameter, OptimizerState> states = new(ReferenceEqualityComparer.Instance);

    public OptimizerHelper()
    {
    }

    public override void add_param_group(ParamGroup param_group)
    {
        param_group.Options = Complete(param_group.Options);
        param_group.Parameters = [.. param_group.Parameters];
        param_group.InitialLearningRate = param_group.LearningRate;
        base.add_param_group(param_group);
        foreach (Parameter parameter in param_group.Parameters)
            if (!states.TryAdd(parameter, NewState(parameter, param_group.Options)))
                throw new ArgumentException($"{GetType().Name}: a parameter of shape [{string.Join(", ", parameter.shape)}] stands in two parameter groups.");
    }

    /// <summary>The live state, not a copy: groups' options and each parameter's values.</summary>
    public virtual StateDictionary state_dict()
    {
        var all = new StateDictionary();
        foreach (ParamGroup group in _parameter_groups)
        {
            all.Options.Add(group.Options);
            var indices = new List<int>();
            foreach (Parameter parameter in group.Parameters)
            {
                indices.Add(all.State.Count);
                all.State.Add(states[parameter]);
            }
            all.StateIndexRef.Add(indices);
        }
        return all;
    }

    public virtual void load_state_dict(StateDictionary state_dict)
    {
        StateDictionary own = this.state_dict();
        if (own.Options.Count != state_dict.Options.Count || own.State.Count != state_dict.State.Count)
            throw new ArgumentException($"load_state_dict: expected {own.Options.Count} parameter groups with {own.State.Count} parameters, found {state_dict.Options.Count} with {state_dict.State.Count}.");
        for (int i = 0; i < own.Options.Count; i++) own.Options[i].LoadStateDict(state_dict.Options[i]);
        for (int i = 0; i < own.State.Count; i++) own.State[i].LoadStateDict(state_dict.State[i]);
    }

    public void to(Device device)
    {
        foreach (OptimizerState state in states.Values) state.to(device);
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing) return;
        foreach (OptimizerState state in states.Values) (state as IDisposable)?.Dispose();
        states.Clear();
    }

    /// <summary>Runs the closure with gradients, then the body on each group without, in a scope of its own.</summary>
    protected Tensor? _step<T>(Action<T> body, Func<Tensor>? loss_closure = null) where T : ParamGroup
    {
        Tensor? loss = null;
        if (loss_closure is not null) using (enable_grad()) loss = loss_closure();
        using IDisposable noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        foreach (ParamGroup group in _parameter_groups) body((T)group);
        return loss;
    }

    private protected OptimizerState StateOf(Parameter parameter) => states[parameter];

    /// <summary>The group's options with what it left open taken from the optimizer's.</summary>
    private protected abstract OptimizerOptions Complete(OptimizerOptions? options);

    private protected abstract OptimizerState NewState(Parameter parameter, OptimizerOptions options);
}

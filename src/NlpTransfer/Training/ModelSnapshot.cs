using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Training;

/// <summary>Everything of a model that a training changes, to be put back: weights, buffers, what may train, each module's mode, and torch's generator.</summary>
internal sealed class ModelSnapshot : IDisposable
{
    private readonly List<(Tensor Live, Tensor Copy)> tensors;
    private readonly List<(Parameter Parameter, bool RequiresGrad)> trainable;
    private readonly List<(nn.Module Module, bool Training)> modes;
    private readonly Tensor generatorState;

    public ModelSnapshot(nn.Module model)
    {
        using var scope = NewDisposeScope();
        tensors = [.. model.state_dict().Values.Select(t => (t, t.detach().clone().DetachFromDisposeScope()))];
        trainable = [.. model.parameters().Select(p => (p, p.requires_grad))];
        modes = [.. model.modules().Prepend(model).Select(m => (m, m.training))];
        using var generator = Generator.Default;
        generatorState = generator.get_state().clone().DetachFromDisposeScope();
    }

    public void Restore()
    {
        using (no_grad())
            foreach (var (live, copy) in tensors) live.copy_(copy);
        foreach (var (parameter, requiresGrad) in trainable) parameter.requires_grad = requiresGrad;
        foreach (var (module, training) in modes) module.train(training); // parents before children, whose own mode so wins
        using var generator = Generator.Default;
        generator.set_state(generatorState);
    }

    public void Dispose()
    {
        foreach (var (_, copy) in tensors) copy.Dispose();
        generatorState.Dispose();
    }
}

using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Classifiers;

/// <summary>A module's parameters and buffers as they were, to be put back.</summary>
internal sealed class WeightSnapshot : IDisposable
{
    private readonly List<(Tensor Live, Tensor Copy)> tensors;

    public WeightSnapshot(nn.Module module)
    {
        using var scope = NewDisposeScope();
        tensors = [.. module.state_dict().Values.Select(t => (t, t.detach().clone().DetachFromDisposeScope()))];
    }

    public void Restore()
    {
        using var guard = no_grad();
        foreach (var (live, copy) in tensors) live.copy_(copy);
    }

    public void Dispose()
    {
        foreach (var (_, copy) in tensors) copy.Dispose();
    }
}

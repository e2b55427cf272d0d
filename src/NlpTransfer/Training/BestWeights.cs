using NlpTransfer.Backbones;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Training;

/// <summary>A copy of the trainable weights and buffers as they were at the best evaluation.</summary>
internal sealed class BestWeights : IDisposable
{
    private readonly Dictionary<string, (Tensor Live, Tensor Copy)> tensors = [];

    /// <summary>Takes further groups in. What was frozen until now is still as it was at the best evaluation.</summary>
    public void Cover(IEnumerable<LayerGroup> groups)
    {
        using var scope = NewDisposeScope();
        foreach (var (name, live) in groups.SelectMany(g => g.ChangingState))
            if (!tensors.ContainsKey(name)) tensors.Add(name, (live, live.detach().clone().DetachFromDisposeScope()));
    }

    /// <summary>The copies themselves, by names that are the same in every process.</summary>
    public IEnumerable<(string Name, Tensor Value)> Copies => tensors.Select(t => (t.Key, t.Value.Copy));

    public void Capture()
    {
        using var guard = no_grad();
        foreach (var (live, copy) in tensors.Values) copy.copy_(live);
    }

    public void Restore()
    {
        using var guard = no_grad();
        foreach (var (live, copy) in tensors.Values) live.copy_(copy);
    }

    public void Dispose()
    {
        foreach (var (_, copy) in tensors.Values) copy.Dispose();
    }
}

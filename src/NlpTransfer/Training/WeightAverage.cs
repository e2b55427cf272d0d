using NlpTransfer.Backbones;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Training;

/// <summary>
/// An exponential moving average of what trains (Polyak and Juditsky 1992). Evaluations and the best weights are the average's;
/// training goes on from the weights themselves. Each phase begins it anew.
/// </summary>
internal sealed class WeightAverage(double decay) : IDisposable
{
    private readonly Dictionary<string, (Tensor Live, Tensor Copy)> tensors = [];

    /// <summary>The average itself, by names that are the same in every process.</summary>
    public IEnumerable<(string Name, Tensor Value)> Copies => tensors.Select(t => (t.Key, t.Value.Copy));

    /// <summary>Begins with the weights as they are.</summary>
    public void Begin(IEnumerable<LayerGroup> groups)
    {
        Dispose();
        tensors.Clear();
        using var scope = NewDisposeScope();
        foreach (var (name, live) in groups.SelectMany(g => g.ChangingState).Where(s => s.Value.is_floating_point()))
            tensors.Add(name, (live, live.detach().clone().DetachFromDisposeScope()));
    }

    /// <summary>After a step; the first of a phase count more, so that the average leaves its start soon.</summary>
    /// <param name="steps">Finished in the phase.</param>
    public void Update(long steps)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        var kept = Math.Min(decay, (1.0 + steps) / (10.0 + steps));
        foreach (var (live, copy) in tensors.Values) copy.lerp_(live, full([], 1 - kept, dtype: live.dtype, device: live.device)); // in one pass
    }

    /// <summary>Work on the model with the average in the weights' place.</summary>
    public T With<T>(Func<T> work)
    {
        Swap();
        try
        {
            return work();
        }
        finally
        {
            Swap();
        }
    }

    /// <summary>Leaves the average in the weights' place.</summary>
    public void Adopt()
    {
        using var guard = no_grad();
        foreach (var (live, copy) in tensors.Values) live.copy_(copy);
    }

    public void Dispose()
    {
        foreach (var (_, copy) in tensors.Values) copy.Dispose();
    }

    private void Swap()
    {
        using var guard = no_grad();
        foreach (var (live, copy) in tensors.Values)
        {
            using var kept = live.detach().clone();
            live.copy_(copy);
            copy.copy_(kept);
        }
    }
}

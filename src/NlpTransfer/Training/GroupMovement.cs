using NlpTransfer.Backbones;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Training;

/// <summary>How far each pretrained group is from the weights it came with. Copies only what has trained.</summary>
internal sealed class GroupMovement(IReadOnlyList<LayerGroup> groups) : IDisposable
{
    private readonly Dictionary<string, (Tensor Live, Tensor Start)[]> starts = [];

    /// <summary>Before groups train for the first time.</summary>
    public void Cover(IEnumerable<LayerGroup> joining)
    {
        using var scope = NewDisposeScope();
        foreach (var group in joining.Where(g => g.IsPretrained && g.Fixed.Count == 0 && !starts.ContainsKey(g.Name)))
            starts.Add(group.Name, [.. group.Parameters.Select(p => ((Tensor)p, p.detach().clone().DetachFromDisposeScope()))]);
    }

    /// <summary>By group, bottom to top: the length of the difference over the length of the pretrained weights; 0 while frozen, and under adapters, which leave them as they are.</summary>
    public IReadOnlyDictionary<string, double> Measure() =>
        new OrderedDictionary<string, double>(groups.Where(g => g.IsPretrained).Select(g => KeyValuePair.Create(g.Name, starts.TryGetValue(g.Name, out var tensors) ? Distance(tensors) : 0)));

    public void Dispose()
    {
        foreach (var (_, start) in starts.Values.SelectMany(s => s)) start.Dispose();
    }

    private static double Distance((Tensor Live, Tensor Start)[] tensors)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        var moved = tensors.Sum(t => (t.Live - t.Start).square().sum().ToDouble());
        var length = tensors.Sum(t => t.Start.square().sum().ToDouble());
        return length == 0 ? 0 : Math.Sqrt(moved / length);
    }
}

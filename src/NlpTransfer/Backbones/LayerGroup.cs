using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>Modules that freeze together. Belongs to its model, which lists its groups bottom to top.</summary>
/// <param name="Name">As in <c>embeddings</c>, <c>layer.0</c>, <c>head</c>.</param>
/// <param name="Modules">With all that is below them.</param>
/// <param name="IsPretrained">Whether its weights come from a pretrained model; a new group trains with the head.</param>
public sealed record LayerGroup(string Name, IReadOnlyList<nn.Module> Modules, bool IsPretrained = false)
{
    /// <summary>What became of its weights.</summary>
    internal WeightHistory History { get; } = new();

    /// <summary>Those of its modules that never train, whatever the schedule: what adapters stand on.</summary>
    /// <value>none</value>
    public IReadOnlyList<nn.Module> Fixed { get; init; } = [];

    public IEnumerable<Parameter> Parameters => Modules.SelectMany(m => m.parameters());

    /// <summary>Parameters and persistent buffers, with names that are unique within the group.</summary>
    public IEnumerable<(string Name, Tensor Value)> State => StateOf(Modules);

    /// <summary>The part of <see cref="State"/> that a training can change.</summary>
    public IEnumerable<(string Name, Tensor Value)> ChangingState
    {
        get
        {
            var constants = Modules.SelectMany(m => m.modules().Prepend(m)).OfType<IHoldsConstants>().SelectMany(m => m.Constants).Select(c => c.Handle).ToHashSet();
            return StateOf(Modules.Where(m => !Fixed.Contains(m))).Where(s => !constants.Contains(s.Value.Handle));
        }
    }

    private IEnumerable<(string Name, Tensor Value)> StateOf(IEnumerable<nn.Module> modules)
    {
        var chosen = modules.ToHashSet();
        return Modules.SelectMany((m, i) => chosen.Contains(m) ? m.state_dict().Select(s => ($"{Name}.{i}.{s.Key}", s.Value)) : []);
    }
}

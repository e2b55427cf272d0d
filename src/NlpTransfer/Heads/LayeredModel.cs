using NlpTransfer.Backbones;
using static TorchSharp.torch;

namespace NlpTransfer.Heads;

/// <summary>A model whose layer groups freeze and run one by one: all that the training loop knows of a network.</summary>
/// <param name="name">The module's name.</param>
public abstract class LayeredModel(string name) : nn.Module(name)
{
    /// <summary>Bottom to top; every parameter is in exactly one.</summary>
    public abstract IReadOnlyList<LayerGroup> LayerGroups { get; }

    /// <summary>Their names, bottom to top.</summary>
    public IReadOnlyList<string> GroupNames => [.. LayerGroups.Select(g => g.Name)];

    /// <summary>The names of those with pretrained weights.</summary>
    public IReadOnlySet<string> PretrainedGroups => LayerGroups.Where(g => g.IsPretrained).Select(g => g.Name).ToHashSet();

    /// <summary>The rate at which presets train its pretrained groups; far above it, what they learned is lost.</summary>
    public abstract double UsualRate { get; }

    /// <summary>Runs the groups <paramref name="from"/> .. <paramref name="to"/>-1, so that what a frozen prefix gave can be kept.</summary>
    public abstract Activations Forward(Activations input, int from, int to);

    /// <summary>What computes its lower groups, whatever the weights: part of what features are known by.</summary>
    internal virtual string Kind => GetType().FullName!;

    /// <summary>Everything but the weights that decides what its lower groups compute; null where that has no name.</summary>
    internal virtual string? Recipe => null;
}

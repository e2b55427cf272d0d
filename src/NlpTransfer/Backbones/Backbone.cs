using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>The pretrained part of a model: inputs to features. Ends before any head.</summary>
/// <param name="name">The module's name.</param>
public abstract class Backbone(string name) : nn.Module(name)
{
    /// <summary>Width of the features.</summary>
    public abstract long FeatureSize { get; }

    /// <summary>Width of what the last layer gives of them: the features behind all others, where several layers are tapped.</summary>
    internal virtual long TopSize => FeatureSize;

    /// <summary>The rate at which presets train its pretrained groups; far above it, what they learned is lost.</summary>
    /// <value>0.002</value>
    public virtual double UsualRate => 2e-3;

    /// <summary>What computes its features, whatever the weights.</summary>
    internal virtual string Kind => GetType().FullName!;

    /// <summary>Everything but the weights that decides what it computes; null where that has no name.</summary>
    internal virtual string? Recipe => null;

    /// <summary>Bottom to top; every parameter is in exactly one.</summary>
    public abstract IReadOnlyList<LayerGroup> LayerGroups { get; }

    /// <summary>
    /// Runs the groups <paramref name="from"/> .. <paramref name="to"/>-1. The whole range turns ids <c>(B, S)</c> into
    /// features <c>(B, FeatureSize)</c>; a part of it starts from, or ends with, what flows between two groups.
    /// </summary>
    /// <remarks>Padding never changes features: a text alone and in a padded batch gives the same.</remarks>
    public abstract Activations Forward(Activations input, int from, int to);

    /// <summary>Ids <c>(B, S)</c> to features <c>(B, FeatureSize)</c>.</summary>
    public Tensor Features(Activations input) => Forward(input, 0, LayerGroups.Count).Values;

    /// <summary>Ids <c>(B, S)</c> to a vector a token: where a text can be changed little by little.</summary>
    internal virtual Activations Embed(Activations input) => Forward(input, 0, 1);

    /// <summary>What <see cref="Embed"/> gave, or something near it, to features.</summary>
    /// <param name="vectors"><c>(B, S, E)</c>.</param>
    /// <param name="input">The ids that they are near to.</param>
    internal virtual Tensor FeaturesOf(Tensor vectors, Activations input) => Forward(new(vectors, input.Mask), 1, LayerGroups.Count).Values;
}

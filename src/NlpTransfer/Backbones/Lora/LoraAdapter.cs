using NlpTransfer.Checkpoints;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>The low-rank additions to an encoder: what of it trains, while its weights stay as they are.</summary>
public sealed class LoraAdapter : nn.Module
{
    private const string Mark = ".lora_";

    private readonly ModuleList<LoraLinear> layers;

    private LoraAdapter(LoraOptions options, IReadOnlyList<LoraLinear> layers) : base(nameof(LoraAdapter))
    {
        Options = options;
        this.layers = nn.ModuleList(layers.ToArray());
        RegisterComponents();
    }

    public LoraOptions Options { get; }

    /// <summary>The layers that are added to, as Hugging Face transformers calls them.</summary>
    public IReadOnlyList<string> LayerNames => [.. layers.Select(l => l.Name)];

    /// <summary>Whether the additions are in the weights at the moment.</summary>
    public bool IsMerged { get; private set; }

    internal IEnumerable<LoraLinear> Layers => layers;

    /// <summary>Adapts what the options select.</summary>
    /// <param name="linears">Every linear layer below the head, by the reference's name.</param>
    /// <param name="familyTargets">What is selected where the options say nothing.</param>
    /// <exception cref="OptionsException">The options have faults, or a target names no layer.</exception>
    internal static LoraAdapter On(IReadOnlyList<(string Name, Linear Layer)> linears, LoraOptions options, IReadOnlyList<string> familyTargets)
    {
        OptionsException.ThrowIfAny(nameof(LoraOptions), [.. options.Validate(), .. Unknown(linears, options)]);
        return new(options, [.. linears.Where(l => options.Selects(l.Name, familyTargets)).Select(l => new LoraLinear(l.Name, l.Layer, options))]);
    }

    /// <summary>Whether a key of a state dictionary is an adapter's.</summary>
    internal static bool IsKey(string key) => key.Contains(Mark, StringComparison.Ordinal);

    /// <summary>The group with the additions to its layers: they train, and what they stand on does not. A group without pretrained weights trains itself.</summary>
    internal LayerGroup Adapt(LayerGroup group)
    {
        if (!group.IsPretrained) return group;
        var linears = group.Modules.SelectMany(m => m.modules().Prepend(m)).OfType<Linear>().ToHashSet<object>(ReferenceEqualityComparer.Instance);
        return group with { Modules = [.. group.Modules, .. layers.Where(l => linears.Contains(l.Layer))], Fixed = group.Modules };
    }

    /// <summary>Puts the additions into the weights: the same function, at the speed of the plain encoder.</summary>
    /// <exception cref="InvalidOperationException">They are in already.</exception>
    internal void Merge()
    {
        if (IsMerged) throw new InvalidOperationException("The adapter is merged already.");
        foreach (var layer in layers) layer.Merge();
        IsMerged = true;
    }

    /// <summary>Takes them out again; the weights are then as before but for rounding, about 1e-7.</summary>
    /// <exception cref="InvalidOperationException">They are not in.</exception>
    internal void Unmerge()
    {
        if (!IsMerged) throw new InvalidOperationException("The adapter is not merged.");
        foreach (var layer in layers) layer.Unmerge();
        IsMerged = false;
    }

    /// <summary>Takes A and B of every layer from a file.</summary>
    /// <exception cref="StateDictException">It has other layers, or other shapes.</exception>
    internal void Load(AdapterFolder folder, EncoderFamily family)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var found = folder.ReadLayers(family);
        var byName = layers.ToDictionary(l => AdapterFolder.Normalised(l.Name, family), StringComparer.Ordinal);
        string[] missing = [.. byName.Keys.Except(found.Keys)], unexpected = [.. found.Keys.Except(byName.Keys)];
        string[] misshaped = [.. byName.Where(l => found.TryGetValue(l.Key, out var f) && !(f.A.shape.SequenceEqual(l.Value.A.shape) && f.B.shape.SequenceEqual(l.Value.B.shape))).Select(l => l.Key)];
        if (missing.Length + unexpected.Length + misshaped.Length > 0)
            throw new StateDictException(folder.WeightsPath, missing, unexpected, misshaped,
                $"{folder.WeightsPath} does not fit the encoder: {missing.Length} layers missing, {unexpected.Length} unexpected, {misshaped.Length} of another shape (first: {missing.Concat(unexpected).Concat(misshaped).First()}). Is it the adapter of another encoder?");
        foreach (var (name, layer) in byName)
        {
            layer.A.copy_(found[name].A);
            layer.B.copy_(found[name].B);
        }
    }

    private static IEnumerable<string> Unknown(IReadOnlyList<(string Name, Linear Layer)> linears, LoraOptions options)
    {
        var ends = linears.Select(l => l.Name.Split('.')[^1]).Distinct().ToArray();
        return options.Targets.Where(t => !linears.Any(l => (options with { Targets = [t] }).Selects(l.Name, [])))
            .Select(t => $"Targets has '{t}', but no linear layer is called so.{NameSuggestion.DidYouMean(t, ends)} There are {string.Join(", ", ends)}, and {LoraOptions.AllLinear}.");
    }
}

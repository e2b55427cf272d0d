using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>
/// An image network below its classifier: images <c>(B, C, H, W)</c> float32, normalised, to features. Groups <c>stem</c>,
/// <c>layer1</c>, ... bottom to top; keys are those of the network's usual implementation.
/// </summary>
public sealed class ImageBackbone : Backbone
{
    private readonly List<ImageStage> stages;

    internal ImageBackbone(ImageArchitecture architecture, ImageBackboneOptions options, bool isPretrained) : base(architecture.Name)
    {
        OptionsException.ThrowIfAny(nameof(ImageBackboneOptions), [.. options.Validate(), .. architecture.FaultsOf(options)]);
        (Architecture, Options) = (architecture, options);
        stages = Kept(architecture, options);
        foreach (var (path, module) in stages.SelectMany(s => s.Modules)) Register(path, module);
        foreach (var convolution in modules().OfType<Conv2d>()) // as torchvision starts from scratch (He et al. 2015)
            nn.init.kaiming_normal_(convolution.weight, mode: nn.init.FanInOut.FanOut, nonlinearity: nn.init.NonlinearityType.ReLU);
        LayerGroups = [.. stages.Select(s => new LayerGroup(s.Name, [.. s.Modules.Select(m => m.Module)], isPretrained))];
        FeatureSize = stages[^1].Channels * (options.Pooling == ImagePooling.Both && !stages[^1].IsVector ? 2 : 1);
    }

    public ImageArchitecture Architecture { get; }

    public ImageBackboneOptions Options { get; }

    public override long FeatureSize { get; }

    public override IReadOnlyList<LayerGroup> LayerGroups { get; }

    public override Activations Forward(Activations input, int from, int to)
    {
        var x = input.Values;
        for (var i = from; i < Math.Min(to, stages.Count); i++) x = Run(stages[i], x);
        return new(from < to && to >= stages.Count ? Pool(x) : x);
    }

    /// <summary>What a named stage puts out, <c>(B, C, H, W)</c> before any pooling.</summary>
    /// <exception cref="ArgumentException">The network has no stage of that name.</exception>
    public Tensor StageOutput(Tensor images, string stage)
    {
        var index = stages.FindIndex(s => s.Name == stage);
        if (index < 0) throw new ArgumentException(UnknownStage(stage, stages.Select(s => s.Name)), nameof(stage));
        return stages.Take(index + 1).Aggregate(images, (x, s) => Run(s, x));
    }

    /// <summary>A feature map <c>(B, C, H, W)</c> to features <c>(B, FeatureSize)</c>, as the options say.</summary>
    public Tensor Pool(Tensor map)
    {
        if (map.ndim == 2) return map; // (B, C) already
        long[] places = [2, 3];
        return Options.Pooling switch
        {
            ImagePooling.Average => map.mean(places), // (B, C)
            ImagePooling.Max => map.amax(places), // (B, C)
            _ => cat([map.mean(places), map.amax(places)], dim: 1), // (B, 2 C)
        };
    }

    /// <summary>The highest stage whose output still has places.</summary>
    internal string TopMapStage => stages.Last(s => !s.IsVector).Name;

    /// <summary>What <see cref="TopMapStage"/> puts out to features.</summary>
    internal Tensor FeaturesOf(Tensor map) => Pool(stages.Where(s => s.IsVector).Aggregate(map, (x, stage) => Run(stage, x)));

    internal static string UnknownStage(string name, IEnumerable<string> known) =>
        $"There is no stage '{name}'.{NameSuggestion.DidYouMean(name, known)} The network has, bottom to top: {string.Join(", ", known)}.";

    // Without gradients the maps inside a stage go at its end; a batch of large images has gigabytes of them.
    private static Tensor Run(ImageStage stage, Tensor input)
    {
        using var scope = NewDisposeScope();
        return stage.Forward(input).MoveToOuterDisposeScope();
    }

    private static List<ImageStage> Kept(ImageArchitecture architecture, ImageBackboneOptions options)
    {
        var kept = new List<ImageStage>();
        foreach (var stage in architecture.Stages(options))
        {
            kept.Add(stage);
            if (stage.Name == options.TruncateAt) break;
        }
        return kept;
    }

    // "features.0.1" lies in containers, whose names make the keys.
    private void Register(string path, nn.Module module)
    {
        var parts = path.Split('.');
        nn.Module owner = this;
        foreach (var part in parts[..^1])
        {
            var inner = owner.named_children().FirstOrDefault(c => c.name == part).module;
            if (inner is null) owner.register_module(part, inner = new Container(part));
            owner = inner;
        }
        owner.register_module(parts[^1], module);
    }

    private sealed class Container(string name) : nn.Module(name);
}

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
    private const int GridSide = 3, FewPictures = 2;

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
        FeatureSize = stages.Where((s, i) => i == stages.Count - 1 || IsTapped(s)).Sum(Width);
    }

    public ImageArchitecture Architecture { get; }

    public ImageBackboneOptions Options { get; }

    public override long FeatureSize { get; }

    public override IReadOnlyList<LayerGroup> LayerGroups { get; }

    public override Activations Forward(Activations input, int from, int to)
    {
        var output = RunStages(input, from, to);
        return from < to && to >= stages.Count ? new(Joined(output)) : output;
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
            ImagePooling.Grid => nn.functional.adaptive_avg_pool2d(map, GridSide).flatten(1), // (B, 9 C)
            _ => cat([map.mean(places), map.amax(places)], dim: 1), // (B, 2 C)
        };
    }

    /// <summary>Images to what the highest stage puts out that still has places.</summary>
    internal Activations TopMap(Tensor images) => RunStages(new(images), 0, MapStages);

    /// <summary>The output of <see cref="TopMap"/> to features.</summary>
    internal Tensor FeaturesOf(Activations top) => Joined(RunStages(top, MapStages, stages.Count));

    internal static string UnknownStage(string name, IEnumerable<string> known) =>
        $"There is no stage '{name}'.{NameSuggestion.DidYouMean(name, known)} The network has, bottom to top: {string.Join(", ", known)}.";

    private int MapStages => stages.FindLastIndex(s => !s.IsVector) + 1;

    private Activations RunStages(Activations input, int from, int to)
    {
        var (x, taps) = (input.Values, input.Taps?.ToList() ?? []);
        for (var i = from; i < Math.Min(to, stages.Count); i++)
        {
            x = Run(stages[i], x);
            if (IsTapped(stages[i])) taps.Add(Pool(x)); // (B, F)
        }
        return new(x) { Taps = taps.Count == 0 ? null : taps };
    }

    private Tensor Joined(Activations top) => top.Taps is null ? Pool(top.Values) : cat([.. top.Taps, Pool(top.Values)], dim: 1); // (B, FeatureSize)

    private bool IsTapped(ImageStage stage) => Options.Taps.Contains(stage.Name);

    private long Width(ImageStage stage) => stage.Channels * (stage.IsVector ? 1 : Options.Pooling switch
    {
        ImagePooling.Both => 2,
        ImagePooling.Grid => GridSide * GridSide,
        _ => 1,
    });

    // The values of all channels at a place beside one another: convolutions on the CPU need no rearranging then, and every
    // operation above keeps the order. The shape stays (B, C, H, W). BatchNorm over the few values of two pictures turns the
    // rounding of another order of sums into parts in a hundred; so few pictures gain nothing and train as they come.
    private Tensor Arranged(Tensor images) => images.ndim == 4 && images.device_type == DeviceType.CPU && !(training && images.shape[0] <= FewPictures)
        ? images.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2)
        : images;

    // Without gradients the maps inside a stage go at its end; a batch of large images has gigabytes of them.
    private Tensor Run(ImageStage stage, Tensor input)
    {
        using var scope = NewDisposeScope();
        return stage.Forward(Arranged(input)).MoveToOuterDisposeScope();
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

using TorchSharp;

namespace NlpTransfer.Backbones;

/// <summary>An image network that the library can build: its stages, and what its published weights expect of an input.</summary>
public sealed record ImageArchitecture
{
    private static readonly IReadOnlyList<float> ImageNetMean = [0.485f, 0.456f, 0.406f], ImageNetStd = [0.229f, 0.224f, 0.225f], Half = [0.5f, 0.5f, 0.5f];

    private static readonly OrderedDictionary<string, ImageArchitecture> Known = All();

    private ImageArchitecture(string name, Func<ImageBackboneOptions, IEnumerable<ImageStage>> stages, params string[] stageNames) =>
        (Name, Stages, StageNames) = (name, stages, stageNames.Length == 0 ? ["stem", "layer1", "layer2", "layer3", "layer4"] : stageNames);

    /// <summary>What <see cref="ByName"/> knows.</summary>
    public static IReadOnlyList<string> Names => [.. Known.Keys];

    /// <summary>Such as <c>resnet18</c>.</summary>
    public string Name { get; }

    /// <summary>Its layer groups, bottom to top, without a head.</summary>
    public IReadOnlyList<string> StageNames { get; }

    /// <summary>Side in pixels of the square inputs that the published weights were trained on.</summary>
    public int InputSize { get; init; } = 224;

    /// <summary>The smallest side that every stage can work on.</summary>
    public int MinimumSize { get; init; } = 32;

    /// <summary>The part of the resized picture's shorter side that the centre crop takes, as its weights were evaluated.</summary>
    public double CropShare { get; init; } = 0.875;

    /// <summary>Subtracted from values in 0 to 1, red, green, blue.</summary>
    public IReadOnlyList<float> Mean { get; init; } = ImageNetMean;

    /// <summary>What the difference is divided by.</summary>
    public IReadOnlyList<float> Std { get; init; } = ImageNetStd;

    internal Func<ImageBackboneOptions, IEnumerable<ImageStage>> Stages { get; }

    /// <summary>The key prefixes that published weights give the classifier.</summary>
    internal IReadOnlyList<string> HeadKeys { get; init; } = ["fc."];

    /// <summary>The key of the first convolution's weight.</summary>
    internal string StemKey { get; init; } = "conv1.weight";

    /// <summary>Parts of published weights that only training them from scratch uses.</summary>
    internal string? Unused { get; init; }

    private bool HasFullyConnected => Name.StartsWith("vgg", StringComparison.Ordinal);

    /// <exception cref="ArgumentException">There is no such network.</exception>
    public static ImageArchitecture ByName(string name) => Known.TryGetValue(name, out var found)
        ? found
        : throw new ArgumentException($"There is no image network '{name}'.{NameSuggestion.DidYouMean(name, Known.Keys)} Known: {string.Join(", ", Known.Keys)}.", nameof(name));

    /// <summary>The network with random weights.</summary>
    /// <param name="isPretrained">Whether weights will be loaded; else every group counts as new.</param>
    /// <exception cref="OptionsException">The options have faults.</exception>
    public ImageBackbone Create(ImageBackboneOptions? options = null, bool isPretrained = false) => new(this, options ?? new(), isPretrained);

    internal IEnumerable<string> FaultsOf(ImageBackboneOptions options)
    {
        if (options.TruncateAt is { } stage && !StageNames.Contains(stage)) yield return $"TruncateAt: {ImageBackbone.UnknownStage(stage, StageNames)}";
        var last = options.TruncateAt ?? StageNames[^1];
        foreach (var tap in options.Taps)
            if (!StageNames.Contains(tap)) yield return $"Taps: {ImageBackbone.UnknownStage(tap, StageNames)}";
            else if (!StageNames.TakeWhile(s => s != last).Contains(tap)) yield return $"Taps must be of stages below the last one that is kept, {last}; was {tap}.";
        if (options.KeepFullyConnected > 0 && !HasFullyConnected) yield return $"KeepFullyConnected is for VGG; {Name} has no fully connected layers below its classifier.";
    }

    private static OrderedDictionary<string, ImageArchitecture> All()
    {
        IEnumerable<ImageArchitecture> all =
        [
            .. ResNetConfig.All.Select(c => new ImageArchitecture(c.Name, o => ResNetStages.Build(c, o))),
            .. new[] { 20, 32, 44, 56, 110 }.Select(Cifar),
            new("efficientnet-lite0", EfficientNetLiteStages.Build, EfficientNetLiteStages.Names) { HeadKeys = ["_fc."], StemKey = "_conv_stem.weight", Mean = Half, Std = Half },
            new("mobilenet_v2", MobileNetV2Stages.Build, MobileNetV2Stages.Names) { HeadKeys = ["classifier.1."], StemKey = "features.0.0.weight" },
            .. VggStages.Variants.Select(v => new ImageArchitecture(v.Name, o => VggStages.Build(v, o), VggStages.Names) { HeadKeys = ["classifier.6."], StemKey = "features.0.weight" }),
            new("inception_v3", InceptionV3Stages.Build, InceptionV3Stages.Names) { InputSize = 299, MinimumSize = 75, StemKey = "Conv2d_1a_3x3.conv.weight", Unused = "AuxLogits." },
            new("xception", XceptionStages.Build, XceptionStages.Names) { InputSize = 299, MinimumSize = 71, CropShare = 0.8975, Mean = Half, Std = Half },
        ];
        return new(all.Select(a => KeyValuePair.Create(a.Name, a)), StringComparer.OrdinalIgnoreCase);
    }

    private static ImageArchitecture Cifar(int depth) => new($"resnet{depth}-cifar", o => CifarResNetStages.Build(depth, o), "stem", "layer1", "layer2", "layer3")
    {
        InputSize = 32,
        MinimumSize = 4,
        CropShare = 1,
        HeadKeys = ["linear.", "fc."],
    };
}

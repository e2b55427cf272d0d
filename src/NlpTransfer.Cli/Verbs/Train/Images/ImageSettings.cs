using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using TorchSharp;

namespace NlpTransfer.Cli.Verbs.Train;

/// <summary>What a training over pictures has beside what every training has.</summary>
/// <param name="Source">A network's name, a network and its weights, or a saved classifier's folder.</param>
internal sealed record ImageSettings(string Source)
{
    private static readonly Dictionary<string, ImagePooling> Poolings = new() { ["average"] = ImagePooling.Average, ["max"] = ImagePooling.Max, ["both"] = ImagePooling.Both, ["grid"] = ImagePooling.Grid };

    /// <summary>What of the network is built, and on which size of pictures.</summary>
    public ImageClassifierOptions Network { get; init; } = new();

    /// <summary>How training pictures change.</summary>
    public AugmentationOptions Augmentation { get; init; } = AugmentationOptions.None;

    /// <summary>Its keys of <c>--set</c>.</summary>
    public static IReadOnlyList<Setting<TrainingSettings>> Keys { get; } =
    [
        new("image-size", "pixels of each side of a picture as the network sees it (what its weights were trained on)", (s, v) => s.Images(v.Key, i => i with { Network = i.Network with { Size = v.Integer } })),
        new("image-pooling", "average, max or both over all places of a picture, or grid: averages over 3 x 3 parts (average)", (s, v) => s.Images(v.Key, i => i.Build(b => b with { Pooling = v.OneOf(Poolings) }))),
        new("image-taps", "further stages whose pooled output joins the features, such as layer1,layer2 (none)", (s, v) => s.Images(v.Key, i => i.Build(b => b with { Taps = v.Text.Split(',') }))),
        new("image-channels", "3 for colour, 1 for grey (3)", (s, v) => s.Images(v.Key, i => i.Build(b => b with { InputChannels = v.Integer }))),
        new("crop-area", "smallest part of a picture that a random crop keeps, above 0 to 1 (1: no random crops)", (s, v) => s.Augment(v.Key, a => a with { MinCropArea = v.Number, MaxCropRatio = v.Number < 1 ? new AugmentationOptions().MaxCropRatio : 1 })),
        new("flip", "how often a picture is mirrored, 0 to 1 (0)", (s, v) => s.Augment(v.Key, a => a with { Flip = v.Number })),
        new("colour-jitter", "how far brightness, contrast and saturation may move, 0 to below 1 (0)", (s, v) => s.Augment(v.Key, a => a with { ColourJitter = v.Number })),
        new("rand-augment", "RandAugment's operations a picture (0)", (s, v) => s.Augment(v.Key, a => a with { RandAugmentOperations = v.Integer })),
        new("rand-augment-magnitude", "RandAugment's strength, 0 to 10 (9)", (s, v) => s.Augment(v.Key, a => a with { RandAugmentMagnitude = v.Integer })),
        new("mixup", "mixup's alpha; pictures are overlaid in pairs (0: none)", (s, v) => s.Augment(v.Key, a => a with { Mixup = v.Number })),
    ];

    private bool IsPretrained => Source.Contains(':', StringComparison.Ordinal) || Directory.Exists(Source);

    /// <summary>The classifier before training.</summary>
    public ImageClassifier Create(IReadOnlyList<string> labels, TrainingSettings settings, torch.Device device)
    {
        var options = Network with { Head = settings.Head, Seed = settings.Training.Seed };
        if (IsPretrained && !settings.IsPretrained)
            return Source.Split(':', 2) is [var network, _] ? ImageClassifier.Create(network, labels, options, device) : throw new UsageException("--set pretrained=false needs a network by its name, such as resnet18:FILE; the backbone is a saved classifier.");
        return IsPretrained ? ImageClassifier.FromPretrained(Source, labels, options, device) : ImageClassifier.Create(Source, labels, options, device);
    }

    /// <summary>Every fault, one sentence each.</summary>
    public IReadOnlyList<string> Validate() => [.. Network.Validate(), .. Augmentation.Validate()];

    /// <summary>With another choice of what is built.</summary>
    public ImageSettings Build(Func<ImageBackboneOptions, ImageBackboneOptions> change) => this with { Network = Network with { Backbone = change(Network.Backbone) } };
}

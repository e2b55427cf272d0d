using System.Text.RegularExpressions;
using NlpTransfer.Backbones;
using NlpTransfer.Data;

namespace NlpTransfer.Classifiers;

/// <summary>What an image classifier starts from: weights, and the names of the classes they know.</summary>
/// <param name="Path">For messages.</param>
/// <param name="Section">The network, and how pictures become its input.</param>
/// <param name="Weights">Of network and head.</param>
/// <param name="Names">Of a saved classifier's classes; null where the file does not say.</param>
internal sealed partial record ImageClassifierSource(string Path, ImageSection Section, ImageWeights Weights, IReadOnlyList<string>? Names)
{
    private const string ModelFile = "model.safetensors";

    /// <summary>Reads <c>resnet18:FILE</c>, or a saved classifier's folder.</summary>
    public static ImageClassifierSource Open(string source, ImageClassifierOptions options)
    {
        if (Directory.Exists(source)) return OpenFolder(source, options);
        if (NetworkAndFile().Match(source) is not { Success: true } match)
            throw new ArgumentException($"Expected a network and its weights, such as resnet18:FILE, or a saved image classifier's folder; found '{source}'. Networks: {string.Join(", ", ImageArchitecture.Names)}.", nameof(source));
        var architecture = ImageArchitecture.ByName(match.Groups[1].Value);
        var path = match.Groups[2].Value;
        return new(path, NewSection(architecture, options, isPretrained: true), ImageWeightFile.Read(path, architecture), null);
    }

    /// <summary>The network as the options want it.</summary>
    /// <exception cref="OptionsException">The options have faults.</exception>
    public static ImageSection NewSection(ImageArchitecture architecture, ImageClassifierOptions options, bool isPretrained)
    {
        OptionsException.ThrowIfAny(nameof(ImageClassifierOptions), [.. options.Validate(), .. architecture.FaultsOf(options.Backbone), .. SizeFaults(architecture, options)]);
        var preprocessing = new ImagePreprocessing
        {
            Size = options.Size ?? architecture.InputSize,
            CropShare = architecture.CropShare,
            Mean = architecture.Mean,
            Std = architecture.Std,
            Channels = options.Backbone.InputChannels,
        };
        return new(architecture.Name, options.Backbone, preprocessing, isPretrained);
    }

    /// <exception cref="InvalidDataException">The folder's classifier is not of pictures.</exception>
    public static ClassifierConfig LoadConfig(string folder)
    {
        var config = ClassifierConfig.Load(folder);
        return config.ModelType == ImageSection.Type ? config : throw new InvalidDataException($"{folder}: model_type is '{config.ModelType}', expected '{ImageSection.Type}'; it is a classifier of texts.");
    }

    /// <summary>The classes of the weights.</summary>
    /// <exception cref="ArgumentException">They end below a classifier.</exception>
    public IReadOnlyList<string> LabelNames() => Names ?? (Weights.Classes is { } count
        ? [.. Enumerable.Range(0, count).Select(i => $"class_{i}")]
        : throw new ArgumentException($"{Path} has no classifier whose classes could be kept; give label names."));

    public bool KeepsHead(IReadOnlyList<string> names, ImageClassifierOptions options) =>
        Weights.Classes == names.Count && !options.ReplaceHead && options.Backbone.TruncateAt is null && options.Backbone is { Pooling: ImagePooling.Average or ImagePooling.Max, Taps.Count: 0 } && IsPlain(options) && HasFeatures(options);

    public IReadOnlyList<string> Remarks(IReadOnlyList<string> names, bool keepsHead) => (Weights.Classes, keepsHead) switch
    {
        (null, _) => [$"The weights have no head; a new one for {names.Count} classes is put on."],
        (var count, false) => [$"The head for {count} classes is replaced by a new one for {names.Count}."],
        (var count, true) => [$"The head for {count} classes is kept as it is."],
    };

    private static ImageClassifierSource OpenFolder(string folder, ImageClassifierOptions options)
    {
        var config = LoadConfig(folder);
        var saved = ClassifierFiles.Read<ImageSection>(config.Section, System.IO.Path.Combine(folder, ClassifierFiles.Config));
        var architecture = ImageArchitecture.ByName(saved.Architecture);
        var changed = options.Backbone == new ImageBackboneOptions() ? saved.Backbone : options.Backbone;
        var preprocessing = saved.Preprocessing with { Size = options.Size ?? saved.Preprocessing.Size, Channels = changed.InputChannels };
        var path = System.IO.Path.Combine(folder, ModelFile);
        return new(path, new(saved.Architecture, changed, preprocessing, IsPretrained: true), ImageWeightFile.Read(path, architecture), config.LabelNames);
    }

    // A head with hidden layers of its own is somebody's; what was asked for must be what it is.
    private bool IsPlain(ImageClassifierOptions options) => Weights.Head.Keys.All(k => k.StartsWith("classifier.", StringComparison.Ordinal)) && options.Head is { HiddenSizes.Count: 0, Normalise: false };

    // VGG's classifier reads the second of its two linear layers.
    private bool HasFeatures(ImageClassifierOptions options) => !Weights.Backbone.ContainsKey("classifier.0.weight") || options.Backbone.KeepFullyConnected == 2;

    private static IEnumerable<string> SizeFaults(ImageArchitecture architecture, ImageClassifierOptions options)
    {
        if (options.Size is { } size && size < architecture.MinimumSize) yield return $"Size must be at least {architecture.MinimumSize} for {architecture.Name}, was {size}.";
    }

    [GeneratedRegex("^([A-Za-z0-9_-]{3,}):(.+)$")]
    private static partial Regex NetworkAndFile();
}

using NlpTransfer.Backbones;
using NlpTransfer.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Classifiers;

/// <summary>Pictures to vectors: the features of published weights or of a saved classifier, below its head. The counterpart of <see cref="TextEmbedder"/>. Safe to use from several threads.</summary>
public sealed class ImageEmbedder : IDisposable
{
    private readonly ImageBackbone backbone;
    private readonly ImagePreprocessor preprocessor;
    private readonly Device device;

    private ImageEmbedder(ImageClassifierSource source, Device device)
    {
        this.device = device;
        preprocessor = new ImagePreprocessor(source.Section.Preprocessing);
        backbone = ImageArchitecture.ByName(source.Section.Architecture).Create(source.Section.Backbone, source.Section.IsPretrained);
        source.Weights.LoadInto(backbone, source.Path);
        backbone.eval();
        if (device.type != DeviceType.CPU) backbone.to(device);
    }

    /// <summary>Values a vector.</summary>
    public int Dimension => (int)backbone.FeatureSize;

    /// <summary>Reads <c>resnet18:FILE</c>, or a saved image classifier's folder.</summary>
    /// <param name="source">A network and its published weights, or a folder.</param>
    /// <param name="options">How much of the network is built (<see cref="ImageBackboneOptions.TruncateAt"/> names the stage whose features are meant), its pooling, and the pictures' size.</param>
    /// <param name="device">Null is the CPU.</param>
    /// <exception cref="OptionsException">The options have faults.</exception>
    /// <exception cref="ArgumentException">It is neither a network with a file nor a folder.</exception>
    /// <exception cref="NotSupportedException">The file is of another program.</exception>
    /// <exception cref="Checkpoints.StateDictException">The weights are of another network.</exception>
    public static ImageEmbedder Load(string source, ImageClassifierOptions? options = null, Device? device = null)
    {
        options ??= new();
        OptionsException.ThrowIfAny(nameof(ImageClassifierOptions), options.Validate());
        using var scope = NewDisposeScope();
        return new ImageEmbedder(ImageClassifierSource.Open(source, options), device ?? CPU);
    }

    /// <summary>A vector for each picture, in their order; labels are not looked at.</summary>
    /// <exception cref="ImageException">A picture cannot be read.</exception>
    public IReadOnlyList<float[]> Embed(ImageDataset pictures, CancellationToken cancellation = default)
    {
        using var input = new ImageData(pictures, preprocessor);
        return [.. FeatureMatrix.Of(backbone, input, device, cancellation).Values.Chunk(Dimension)];
    }

    public void Dispose() => backbone.Dispose();
}

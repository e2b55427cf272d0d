using NlpTransfer.Backbones;
using NlpTransfer.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Classifiers;

/// <summary>
/// Texts to vectors: the features of a pretrained encoder, or of a saved classifier below its head. A sentence encoder's folder gives
/// what sentence-transformers gives. Safe to use from several threads.
/// </summary>
public sealed class TextEmbedder : ITextEmbedder, IDisposable
{
    private static readonly BatchOptions Batches = new() { MaxExamples = 128, MaxTokens = 16_384, Shuffle = false };

    private readonly TextModelParts parts;
    private readonly Device device;

    private TextEmbedder(TextModelParts parts, bool normalize, Device device)
    {
        (this.parts, Normalizes, this.device) = (parts, normalize, device);
        parts.Backbone.eval();
        if (device.type != DeviceType.CPU) parts.Backbone.to(device);
    }

    /// <summary>Values a vector.</summary>
    public int Dimension => (int)parts.Backbone.FeatureSize;

    /// <summary>Whether vectors have length 1.</summary>
    public bool Normalizes { get; }

    /// <summary>One line for people.</summary>
    public string Description => parts.Description;

    /// <summary>The most tokens that are read of a text.</summary>
    public int MaxTokens => parts.Preprocessor.MaxTokens;

    /// <summary>Reads a built-in encoder by its name, an encoder's folder in Hugging Face's layout, or a saved classifier's folder.</summary>
    /// <exception cref="OptionsException">The options have faults.</exception>
    /// <exception cref="DirectoryNotFoundException">It is neither the name of an encoder nor a folder.</exception>
    /// <exception cref="NotSupportedException">The device cannot compute in the precision; one sentence says why.</exception>
    /// <exception cref="InvalidDataException">The folder's files are damaged.</exception>
    public static TextEmbedder Load(string nameOrFolder, EmbedderOptions? options = null, Device? device = null)
    {
        options ??= new();
        OptionsException.ThrowIfAny(nameof(EmbedderOptions), options.Validate());
        var folder = BuiltInEncoders.Resolve(nameOrFolder);
        var source = PretrainedFolder.Find(nameOrFolder) with { Merges = true };
        var (sentence, config) = (SentenceFolder.Read(folder), ClassifierConfig.Load(source));
        var parts = TextClassifier.LoadParts(source, config, Start(folder, config, options, sentence));
        parts.LoadBackbone(folder);
        var embedder = new TextEmbedder(parts, options.Normalize ?? sentence.Normalize ?? false, device ?? CPU);
        parts.ComputeIn(options.Precision);
        return embedder;
    }

    /// <summary>A vector for each text, in their order.</summary>
    public IReadOnlyList<float[]> Embed(IEnumerable<string> texts, CancellationToken cancellation = default) => Embed(TextDataset.FromTexts(texts), cancellation);

    /// <summary>A vector for each example, in their order; labels are not looked at.</summary>
    public IReadOnlyList<float[]> Embed(TextDataset dataset, CancellationToken cancellation = default)
    {
        var texts = new EncodedTexts(dataset, parts.Preprocessor, cancellation);
        var vectors = new float[texts.Count][];
        using var guard = no_grad();
        foreach (var batch in LengthGroupedBatches.Plan(texts.Lengths, Batches, seed: 0, epoch: 0))
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var values = Features(texts.Collate(batch, device)).data<float>().ToArray();
            for (var i = 0; i < batch.Length; i++) vectors[batch[i]] = values[(i * Dimension)..((i + 1) * Dimension)];
        }
        return vectors;
    }

    public void Dispose() => parts.Backbone.Dispose();

    private Tensor Features(Activations input)
    {
        var features = parts.Backbone.Features(input); // (B, F)
        return (Normalizes ? features / features.norm(1, keepdim: true).clamp_min(1e-12) : features).cpu().contiguous();
    }

    // A classifier of ours is taken as it was saved, unless something else is asked for; the pooler of a bare encoder may be no more than random numbers.
    private static PretrainedOptions? Start(string folder, ClassifierConfig config, EmbedderOptions options, SentenceFolder sentence)
    {
        var isOurs = ClassifierConfig.IsOurs(folder);
        if (isOurs && options is { Pooling: null, MaxTokens: null }) return null;
        EncoderPooling? own = isOurs ? null : sentence.Pooling ?? (config.ModelType == Gpt2Family.Instance.ModelType ? EncoderPooling.Last : EncoderPooling.Mean);
        return new() { Pooling = options.Pooling ?? own, MaxTokens = options.MaxTokens ?? sentence.MaxTokens };
    }
}

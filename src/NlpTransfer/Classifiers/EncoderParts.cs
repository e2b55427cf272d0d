using System.Text.Json.Nodes;
using NlpTransfer.Backbones;
using NlpTransfer.Checkpoints;
using NlpTransfer.Heads;
using static TorchSharp.torch;

namespace NlpTransfer.Classifiers;

/// <summary>
/// A classifier on a pretrained encoder. Its folder is Hugging Face's: with the family's own pooling and a plain head it loads
/// there as the family's <c>...ForSequenceClassification</c> and gives the same logits.
/// </summary>
internal sealed class EncoderParts : TextModelParts
{
    // Attention's work grows with the square of the length; most texts say what they are in their first 128 tokens.
    private const int DefaultMaxTokens = 128;

    private const string ModelFile = "model.safetensors", LayersKey = "num_hidden_layers";

    private readonly EncoderSection section;
    private readonly EncoderConfig config;
    private readonly EncoderFamily family;
    private readonly EncoderBackbone backbone;
    private readonly JsonObject hubConfig;
    private readonly bool isTruncated;
    private WeightReport? report;

    private EncoderParts(string folder, EncoderConfig config, EncoderSection section, bool isTruncated)
    {
        (this.section, this.config, this.isTruncated) = (section, config, isTruncated);
        family = FamilyOf(config);
        hubConfig = (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(folder, EncoderConfig.FileName)))!;
        if (section.MaxTokens > config.MaxTokens)
            throw new OptionsException(nameof(PretrainedOptions), [$"MaxTokens must be at most {config.MaxTokens} for this encoder, was {section.MaxTokens}."]);
        Preprocessor = new EncoderPreprocessor(folder, config, section.MaxTokens);
        using var weights = EncoderWeights.Open(folder, config);
        backbone = new EncoderBackbone(config, section.Pooling, poolerIsPretrained: weights.HasPooler);
    }

    public override string ModelType => config.ModelType;

    public override string Description => $"{family.Name} encoder of {config.NumHiddenLayers} layers, {config.HiddenSize} wide, pooling {section.Pooling.ToString().ToLowerInvariant()}";

    public override ITextPreprocessor Preprocessor { get; }

    public override Backbone Backbone => backbone;

    public override WeightReport? Weights => report;

    /// <summary>A folder of ours or of Hugging Face's; the weights are still to be loaded.</summary>
    /// <param name="warmStart">How a new head will be put on; null for the classifier as it is.</param>
    public static EncoderParts Load(string folder, JsonNode section, PretrainedOptions? warmStart)
    {
        var saved = ClassifierFiles.Read<EncoderSection>(section, Path.Combine(folder, ClassifierFiles.Config));
        var config = EncoderConfig.Load(folder);
        if (warmStart is null) return new(folder, config, saved, isTruncated: false);
        var layers = warmStart.Layers ?? config.NumHiddenLayers;
        if (layers > config.NumHiddenLayers) throw new OptionsException(nameof(PretrainedOptions), [$"Layers must be at most {config.NumHiddenLayers} for this encoder, was {layers}."]);
        var maxTokens = warmStart.MaxTokens ?? Math.Min(saved.MaxTokens, DefaultMaxTokens);
        // The pooler was trained on top of the last layer; over an earlier one it says nothing.
        var pooling = warmStart.Pooling ?? (warmStart.Layers is null ? saved.Pooling : FamilyOf(config).OwnPooling(config) == EncoderPooling.Last ? EncoderPooling.Last : EncoderPooling.Mean);
        return new(folder, config with { NumHiddenLayers = layers }, new(pooling, maxTokens), layers < config.NumHiddenLayers);
    }

    /// <summary>What a folder of Hugging Face's means where it says nothing of ours: the family's own pooling and head.</summary>
    public static (EncoderSection Section, HeadOptions Head) Defaults(EncoderConfig config) =>
        (new(FamilyOf(config).OwnPooling(config), config.MaxTokens), HeadOf(config));

    public override HeadOptions DefaultHead => HeadOf(config);

    public override HeadOptions Suited(HeadOptions head) => head with { Bias = family.HeadHasBias };

    public override JsonNode Config() => ClassifierFiles.ToNode(section);

    public override JsonObject HubConfig()
    {
        var copy = (JsonObject)hubConfig.DeepClone();
        copy["architectures"] = new JsonArray(family.Architecture);
        copy[family.HubConfigName(LayersKey)] = config.NumHiddenLayers;
        if (copy["layer_types"] is JsonArray types) copy["layer_types"] = new JsonArray([.. types.Take(config.NumHiddenLayers).Select(t => t?.DeepClone())]);
        copy["pad_token_id"] ??= ((EncoderPreprocessor)Preprocessor).PaddingId;
        return copy;
    }

    public override void Save(string folder, ClassificationModel model)
    {
        using var scope = NewDisposeScope();
        Preprocessor.Save(folder);
        SafetensorsWriter.Write(Path.Combine(folder, ModelFile), model.state_dict().Select(t => KeyValuePair.Create(family.HubName(t.Key), family.IsTransposed(t.Key) ? t.Value.t() : t.Value)));
    }

    public override void LoadWeights(string folder, ClassificationModel model)
    {
        using var weights = EncoderWeights.Open(folder, config);
        if (!weights.HasHead)
            throw new InvalidDataException($"{folder} holds an encoder without a classification head. Put a new one on it: TextClassifier.FromPretrained with your labels.");
        report = weights.LoadModel(model);
    }

    public override void LoadBackbone(string folder)
    {
        using var weights = EncoderWeights.Open(folder, config, isTruncated ? config.NumHiddenLayers : null);
        report = weights.LoadBackbone(backbone);
    }

    private static EncoderFamily FamilyOf(EncoderConfig config) => EncoderFamilies.ByModelType(config.ModelType);

    private static HeadOptions HeadOf(EncoderConfig config) =>
        new() { Dropout = config.ClassifierDropout ?? config.HiddenDropoutProb, Bias = FamilyOf(config).HeadHasBias };
}

using System.Text.Json.Nodes;
using NlpTransfer.Backbones;
using NlpTransfer.Checkpoints;
using NlpTransfer.Heads;
using NlpTransfer.Training;
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

    private readonly PretrainedFolder source;
    private readonly EncoderSection section;
    private readonly EncoderConfig config;
    private readonly EncoderFamily family;
    private readonly EncoderBackbone backbone;
    private readonly JsonObject hubConfig;
    private readonly bool isTruncated;
    private readonly string? spareKey; // null where the encoder is not handed on
    private WeightReport? report;
    private bool isHandedOn;
    private string? encoderHash; // of the weights that an adapter stands on, as they are on disk

    private EncoderParts(PretrainedFolder source, EncoderConfig config, EncoderSection section, bool isTruncated, LoraOptions? lora, bool isShared)
    {
        (this.source, this.section, this.config, this.isTruncated) = (source, section, config, isTruncated);
        family = FamilyOf(config);
        hubConfig = (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(source.Files, EncoderConfig.FileName)))!;
        if (section.MaxTokens > config.MaxTokens)
            throw new OptionsException(nameof(PretrainedOptions), [$"MaxTokens must be at most {config.MaxTokens} for this encoder, was {section.MaxTokens}."]);
        Preprocessor = new EncoderPreprocessor(source.Files, config, section.MaxTokens);
        spareKey = isShared && lora is null ? SpareEncoder.KeyOf(source, config, section) : null;
        if (SpareEncoder.Take(spareKey) is { } spare)
        {
            (backbone, report) = (spare.Backbone, spare.Report);
            return;
        }
        using var weights = Open();
        backbone = new EncoderBackbone(config, section.Pooling, poolerIsPretrained: weights.HasPooler, lora: lora, taps: section.Taps);
    }

    public override string ModelType => config.ModelType;

    public override string Description => $"{family.Name} encoder of {config.NumHiddenLayers} layers, {config.HiddenSize} wide, pooling {section.Pooling.ToString().ToLowerInvariant()}{(backbone.Taps is { Count: > 0 } tapped ? $" of {string.Join(", ", tapped)}" : "")}{(IsAdapter ? $", LoRA of rank {Adapter!.Options.Rank} on {Adapter.LayerNames.Count} linear layers" : "")}";

    public override LoraAdapter? Adapter => backbone.Adapter;

    public override void ComputeIn(InferencePrecision precision) => backbone.ComputeIn(precision);

    public override ITextPreprocessor Preprocessor { get; }

    public override Backbone Backbone => backbone;

    public override WeightReport? Weights => report;

    /// <summary>A folder of ours or of Hugging Face's, or an adapter; the weights are still to be loaded.</summary>
    /// <param name="warmStart">How a new head will be put on; null for the classifier as it is.</param>
    public static EncoderParts Load(PretrainedFolder source, JsonNode section, PretrainedOptions? warmStart)
    {
        var saved = ClassifierFiles.Read<EncoderSection>(section, Path.Combine(source.Files, ClassifierFiles.Config));
        var config = EncoderConfig.Load(source.Files);
        if (warmStart is null) return new(source, config, saved, isTruncated: false, source.Merges ? null : source.Adapter?.Config.Options, isShared: false);
        if (warmStart.Lora is not null && source.Adapter is not null)
            throw new OptionsException(nameof(PretrainedOptions), [$"Lora: {source.Adapter.Path} is an adapter itself. Merge it first (nlp-transfer convert {source.Adapter.Path} OUTPUT --merge), and put the new one on the result."]);
        var layers = warmStart.Layers ?? config.NumHiddenLayers;
        if (layers > config.NumHiddenLayers) throw new OptionsException(nameof(PretrainedOptions), [$"Layers must be at most {config.NumHiddenLayers} for this encoder, was {layers}."]);
        var maxTokens = warmStart.MaxTokens ?? Math.Min(saved.MaxTokens, DefaultMaxTokens);
        // The pooler was trained on top of the last layer; over an earlier one it says nothing. That of a sentence encoder was not trained for what comes.
        var taps = warmStart.Taps ?? (warmStart.Layers is null ? saved.Taps : null);
        var pooling = warmStart.Pooling ?? (warmStart is { Layers: null, Taps: null } ? OfSentences(source.Files) ?? saved.Pooling : FamilyOf(config).OwnPooling(config) == EncoderPooling.Last ? EncoderPooling.Last : EncoderPooling.Mean);
        return new(source with { Merges = true }, config with { NumHiddenLayers = layers }, new(pooling, maxTokens, taps), layers < config.NumHiddenLayers, warmStart.Lora, isShared: !warmStart.RandomWeights);
    }

    /// <summary>What a folder of Hugging Face's means where it says nothing of ours: the family's own pooling and head.</summary>
    public static (EncoderSection Section, HeadOptions Head) Defaults(EncoderConfig config) =>
        (new(FamilyOf(config).OwnPooling(config), config.MaxTokens), HeadOf(config));

    public override HeadOptions DefaultHead => HeadOf(config);

    public override HeadOptions Suited(HeadOptions head) => head with { Bias = family.HeadHasBias };

    public override JsonNode Config() => ClassifierFiles.ToNode(section with { Taps = section.Taps is null ? null : backbone.Taps, EncoderHash = IsAdapter ? encoderHash : null });

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
        var tensors = model.state_dict().Where(t => !LoraAdapter.IsKey(t.Key));
        if (IsAdapter)
            AdapterFolder.Write(folder, Adapter!, family, source.Name, tensors.Where(t => IsBeside(t.Key)).ToDictionary(t => family.HubName(t.Key), t => t.Value));
        else
            SafetensorsWriter.WriteInto(folder, ModelFile, tensors.Select(t => KeyValuePair.Create(family.HubName(t.Key), family.IsTransposed(t.Key) ? t.Value.t() : t.Value)));
    }

    public override void LoadWeights(string folder, ClassificationModel model)
    {
        using var weights = Open();
        if (!weights.HasHead)
            throw new InvalidDataException($"{folder} holds an encoder without a classification head, so it has no labels of its own. Train one on it with your data: train --backbone bert:FOLDER (without --keep-head), or TextClassifier.FromPretrained with your labels.");
        report = weights.LoadModel(model);
        FinishAdapter();
    }

    public override void LoadBackbone(string folder)
    {
        if (report is not null) return; // handed on as it was loaded
        using var weights = Open();
        report = weights.LoadBackbone(backbone);
        FinishAdapter();
    }

    public override bool HandOn() => isHandedOn = isHandedOn || SpareEncoder.Keep(spareKey, backbone, report); // once: then it is another's

    /// <summary>Whether what is kept on disk is an adapter beside the encoder's weights.</summary>
    private bool IsAdapter => Adapter is { IsMerged: false };

    // Of an adapter the encoder may have more layers than were kept.
    private EncoderWeights Open() => EncoderWeights.Open(source.Weights, config, isTruncated || source.Adapter is not null ? config.NumHiddenLayers : null, source.Adapter, source.Merges);

    private void FinishAdapter()
    {
        if (Adapter is null) return;
        encoderHash = ModelFingerprint.Hash(string.Join(' ', backbone.LayerGroups.Where(g => g.Fixed.Count > 0).Select(g => ModelFingerprint.OfWeights(g with { Modules = g.Fixed }))));
        if (source.Adapter is null || source.Merges) return;
        if (section.EncoderHash is { } expected && expected != encoderHash)
            throw new InvalidDataException($"{source.Weights} has other weights than the encoder that the adapter in {source.Adapter.Path} was trained on. Put the old ones back, or train the adapter anew.");
        Adapter.Load(source.Adapter, family);
    }

    // What trains beside the adapter, and, for peft, the rest of a part of the model of which something does.
    private bool IsBeside(string key)
    {
        if (!key.StartsWith("backbone.", StringComparison.Ordinal)) return true;
        var isPooler = !key.StartsWith("backbone.body.", StringComparison.Ordinal);
        var group = backbone.LayerGroups.FirstOrDefault(g => g.Name == EncoderFamily.PoolerGroup);
        var sharesHead = family.HubName(key).Split('.')[0] == family.HubName("head.classifier.weight").Split('.')[0];
        return isPooler && (group is null || group.Fixed.Count == 0 || sharesHead);
    }

    private static EncoderPooling? OfSentences(string folder) => ClassifierConfig.IsOurs(folder) ? null : SentenceFolder.Read(folder).Pooling;

    private static EncoderFamily FamilyOf(EncoderConfig config) => EncoderFamilies.ByModelType(config.ModelType);

    private static HeadOptions HeadOf(EncoderConfig config) =>
        new() { Dropout = config.ClassifierDropout ?? config.HiddenDropoutProb, Bias = FamilyOf(config).HeadHasBias };
}

using System.Text.Json.Nodes;
using NlpTransfer.Backbones;
using NlpTransfer.Checkpoints;
using NlpTransfer.Heads;
using static TorchSharp.torch;

namespace NlpTransfer.Classifiers;

/// <summary>
/// A classifier on a BERT encoder. Its folder is Hugging Face's: with <see cref="BertPooling.Cls"/> and a plain head it loads
/// there as <c>BertForSequenceClassification</c> and gives the same logits.
/// </summary>
internal sealed class BertParts : TextModelParts
{
    public const string Type = "bert";

    // Attention's work grows with the square of the length; most texts say what they are in their first 128 tokens.
    private const int DefaultMaxTokens = 128;

    private const string ModelFile = "model.safetensors", BackbonePrefix = "backbone.", ClassifierPrefix = "head.classifier.";

    private readonly BertSection section;
    private readonly BertConfig config;
    private readonly JsonObject hubConfig;
    private readonly int layersOnDisk;

    private BertParts(string folder, BertSection section, int? layers = null)
    {
        this.section = section;
        config = BertConfig.Load(folder);
        layersOnDisk = config.NumHiddenLayers;
        if (layers > config.NumHiddenLayers) throw new OptionsException(nameof(PretrainedOptions), [$"Layers must be at most {config.NumHiddenLayers} for this encoder, was {layers}."]);
        config = config with { NumHiddenLayers = layers ?? config.NumHiddenLayers };
        hubConfig = (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(folder, BertConfig.FileName)))!;
        if (section.MaxTokens > config.MaxPositionEmbeddings)
            throw new OptionsException(nameof(PretrainedOptions), [$"MaxTokens must be at most {config.MaxPositionEmbeddings} for this encoder, was {section.MaxTokens}."]);
        Preprocessor = new BertPreprocessor(folder, section.MaxTokens);
        Backbone = new BertBackbone(config, section.Pooling);
    }

    public override string ModelType => Type;

    public override string Description => $"BERT encoder of {config.NumHiddenLayers} layers, {config.HiddenSize} wide, pooling {section.Pooling.ToString().ToLowerInvariant()}";

    public override ITextPreprocessor Preprocessor { get; }

    public override Backbone Backbone { get; }

    /// <summary>A folder of ours or of Hugging Face's; the weights are still to be loaded.</summary>
    /// <param name="warmStart">How a new head will be put on; null for the classifier as it is.</param>
    public static BertParts Load(string folder, JsonNode section, PretrainedOptions? warmStart)
    {
        var saved = ClassifierFiles.Read<BertSection>(section, Path.Combine(folder, ClassifierFiles.Config));
        if (warmStart is null) return new(folder, saved);
        var maxTokens = warmStart.MaxTokens ?? Math.Min(saved.MaxTokens, DefaultMaxTokens);
        // The pooler was trained on top of the last layer; over an earlier one it says nothing.
        var pooling = warmStart.Pooling ?? (warmStart.Layers is null ? saved.Pooling : BertPooling.Mean);
        return new(folder, new(pooling, maxTokens), warmStart.Layers);
    }

    public override HeadOptions DefaultHead => new() { Dropout = config.ClassifierDropout ?? config.HiddenDropoutProb };

    public override JsonNode Config() => ClassifierFiles.ToNode(section);

    public override JsonObject HubConfig()
    {
        var copy = (JsonObject)hubConfig.DeepClone();
        copy["num_hidden_layers"] = config.NumHiddenLayers;
        copy["architectures"] = new JsonArray("BertForSequenceClassification");
        return copy;
    }

    public override void Save(string folder, ClassificationModel model)
    {
        Preprocessor.Save(folder);
        SafetensorsWriter.Write(Path.Combine(folder, ModelFile), model.state_dict().Select(t => KeyValuePair.Create(HubName(t.Key), t.Value)));
    }

    public override void LoadWeights(string folder, ClassificationModel model)
    {
        using var scope = NewDisposeScope();
        var weights = BertWeights.Read(folder);
        if (weights.Head.Count == 0)
            throw new InvalidDataException($"{folder} holds an encoder without a classification head. Put a new one on it: TextClassifier.FromPretrained with your labels.");
        weights.LoadInto((BertBackbone)Backbone, folder);
        StateDict.Load(model.Head, weights.Head, folder);
    }

    public override void LoadBackbone(string folder)
    {
        using var scope = NewDisposeScope();
        BertWeights.Read(folder).LoadInto((BertBackbone)Backbone, folder, layersOnDisk);
    }

    private static string HubName(string name) =>
        name.StartsWith(BackbonePrefix, StringComparison.Ordinal) ? "bert." + name[BackbonePrefix.Length..] :
        name.StartsWith(ClassifierPrefix, StringComparison.Ordinal) ? "classifier." + name[ClassifierPrefix.Length..] : name;
}

using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace NlpTransfer.Backbones;

/// <summary>The shape of a text encoder, as <c>config.json</c> of a Hugging Face folder gives it, under BERT's words for it; defaults are BERT-base's.</summary>
public abstract record EncoderConfig
{
    /// <summary>The name of the file in a model's folder.</summary>
    public const string FileName = "config.json";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>The families that can be loaded.</summary>
    public static IReadOnlyCollection<string> ModelTypes => EncoderFamilies.ModelTypes;

    /// <summary>One of <see cref="ModelTypes"/>.</summary>
    public string ModelType { get; init; } = "bert";

    public int VocabSize { get; init; } = 30522;

    public int HiddenSize { get; init; } = 768;

    public int NumHiddenLayers { get; init; } = 12;

    public int NumAttentionHeads { get; init; } = 12;

    /// <summary>Width between the two linear layers of a block.</summary>
    public int IntermediateSize { get; init; } = 3072;

    /// <summary>gelu, gelu_new, relu or silu.</summary>
    public string HiddenAct { get; init; } = "gelu";

    public double HiddenDropoutProb { get; init; } = 0.1;

    public double AttentionProbsDropoutProb { get; init; } = 0.1;

    /// <summary>Rows of the position embeddings, or what stands for them.</summary>
    public int MaxPositionEmbeddings { get; init; } = 512;

    public int TypeVocabSize { get; init; } = 2;

    public double LayerNormEps { get; init; } = 1e-12;

    public int PadTokenId { get; init; }

    /// <summary>Dropout before the classifier; the hidden dropout when null.</summary>
    public double? ClassifierDropout { get; init; }

    [JsonPropertyName("id2label")]
    public IReadOnlyDictionary<string, string>? IdToLabel { get; init; }

    /// <summary>The most tokens of an input.</summary>
    [JsonIgnore]
    public virtual int MaxTokens => MaxPositionEmbeddings;

    /// <summary>Reads <c>config.json</c> of a model's folder; keys that are not known are left alone.</summary>
    /// <exception cref="FileNotFoundException">The folder has no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no such JSON, of another family, or its sizes are impossible; the message names each.</exception>
    public static EncoderConfig Load(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) throw new FileNotFoundException($"Expected a model's folder with a {FileName}, found none in {folder}.", path);
        var config = Parse(path);
        var faults = config.Validate();
        return faults.Count == 0 ? config : throw new InvalidDataException($"{path}: {string.Join(" ", faults)}");
    }

    /// <summary>Every fault, one sentence each; empty when there is none.</summary>
    public IReadOnlyList<string> Validate()
    {
        if (!EncoderFamilies.Knows(ModelType)) return [EncoderFamilies.Unknown(ModelType)];
        var faults = new List<string>();
        foreach (var (name, value) in Sizes().Where(s => s.Value < 1)) faults.Add($"{name} must be at least 1, was {value}.");
        if (TypeVocabSize < 0) faults.Add($"type_vocab_size must be at least 0, was {TypeVocabSize}.");
        if (NumAttentionHeads > 0 && HiddenSize % NumAttentionHeads != 0)
            faults.Add($"hidden_size must be a multiple of num_attention_heads, was {HiddenSize} with {NumAttentionHeads} heads.");
        if (!EncoderActivation.Names.Contains(HiddenAct)) faults.Add($"hidden_act must be one of {string.Join(", ", EncoderActivation.Names)}, was {HiddenAct}.");
        foreach (var (name, value) in Shares().Where(s => s.Value is not (>= 0 and < 1))) faults.Add($"{name} must be from 0 to below 1, was {value}.");
        return faults.Count > 0 ? faults : [.. EncoderFamilies.ByModelType(ModelType).Limits(this)];
    }

    private static EncoderConfig Parse(string path)
    {
        try
        {
            var root = JsonNode.Parse(File.ReadAllBytes(path)) as JsonObject ?? throw new InvalidDataException($"{path}: expected an object.");
            var type = (string?)root["model_type"];
            if (!EncoderFamilies.Knows(type)) throw new InvalidDataException($"{path}: {EncoderFamilies.Unknown(type)}");
            var family = EncoderFamilies.ByModelType(type!);
            return family.Complete((EncoderConfig)InBertsWords(root, family).Deserialize(family.ConfigType, Json)!);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"{path}: expected an encoder's configuration; {error.Message}", error);
        }
    }

    // A key that is null says nothing, and the default stands.
    private static JsonObject InBertsWords(JsonObject root, EncoderFamily family)
    {
        var words = new JsonObject(root.Where(p => p.Value is not null).Select(p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value!.DeepClone())));
        foreach (var (theirs, ours) in family.ConfigNames)
            if (words.Remove(theirs, out var value)) words[ours] = value;
        return words;
    }

    private IEnumerable<(string Name, int Value)> Sizes() =>
    [
        ("vocab_size", VocabSize), ("hidden_size", HiddenSize), ("num_hidden_layers", NumHiddenLayers), ("num_attention_heads", NumAttentionHeads),
        ("intermediate_size", IntermediateSize), ("max_position_embeddings", MaxPositionEmbeddings),
    ];

    private IEnumerable<(string Name, double Value)> Shares() =>
        [("hidden_dropout_prob", HiddenDropoutProb), ("attention_probs_dropout_prob", AttentionProbsDropoutProb), ("classifier_dropout", ClassifierDropout ?? 0)];
}

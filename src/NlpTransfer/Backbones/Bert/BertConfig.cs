using System.Text.Json;
using System.Text.Json.Serialization;

namespace NlpTransfer.Backbones;

/// <summary>The shape of a BERT encoder, as <c>config.json</c> of a Hugging Face folder gives it; defaults are BERT-base's.</summary>
public sealed record BertConfig
{
    /// <summary>The name of the file in a model's folder.</summary>
    public const string FileName = "config.json";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <value>bert</value>
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

    /// <summary>The most tokens of an input.</summary>
    public int MaxPositionEmbeddings { get; init; } = 512;

    public int TypeVocabSize { get; init; } = 2;

    public double LayerNormEps { get; init; } = 1e-12;

    public int PadTokenId { get; init; }

    /// <summary>Dropout before the classifier; the hidden dropout when null.</summary>
    public double? ClassifierDropout { get; init; }

    [JsonPropertyName("id2label")]
    public IReadOnlyDictionary<string, string>? IdToLabel { get; init; }

    /// <summary>Reads <c>config.json</c> of a model's folder; keys that are not known are left alone.</summary>
    /// <exception cref="FileNotFoundException">The folder has no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no such JSON, or its sizes are impossible; the message names each.</exception>
    public static BertConfig Load(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) throw new FileNotFoundException($"Expected a model's folder with a {FileName}, found none in {folder}.", path);
        using var stream = File.OpenRead(path);
        var config = Parse(stream, path);
        var faults = config.Validate();
        return faults.Count == 0 ? config : throw new InvalidDataException($"{path}: {string.Join(" ", faults)}");
    }

    /// <summary>Every fault, one sentence each; empty when there is none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        if (ModelType != "bert") faults.Add($"model_type must be bert, was {ModelType}.");
        foreach (var (name, value) in Sizes().Where(s => s.Value < 1)) faults.Add($"{name} must be at least 1, was {value}.");
        if (NumAttentionHeads > 0 && HiddenSize % NumAttentionHeads != 0)
            faults.Add($"hidden_size must be a multiple of num_attention_heads, was {HiddenSize} with {NumAttentionHeads} heads.");
        if (!BertActivation.Names.Contains(HiddenAct)) faults.Add($"hidden_act must be one of {string.Join(", ", BertActivation.Names)}, was {HiddenAct}.");
        foreach (var (name, value) in Shares().Where(s => s.Value is not (>= 0 and < 1))) faults.Add($"{name} must be from 0 to below 1, was {value}.");
        return faults;
    }

    private static BertConfig Parse(Stream stream, string path)
    {
        try
        {
            return JsonSerializer.Deserialize<BertConfig>(stream, Json) ?? throw new InvalidDataException($"{path}: expected an object, found null.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path}: expected a BERT configuration; {e.Message}", e);
        }
    }

    private IEnumerable<(string Name, int Value)> Sizes() =>
    [
        ("vocab_size", VocabSize), ("hidden_size", HiddenSize), ("num_hidden_layers", NumHiddenLayers), ("num_attention_heads", NumAttentionHeads),
        ("intermediate_size", IntermediateSize), ("max_position_embeddings", MaxPositionEmbeddings), ("type_vocab_size", TypeVocabSize),
    ];

    private IEnumerable<(string Name, double Value)> Shares() =>
        [("hidden_dropout_prob", HiddenDropoutProb), ("attention_probs_dropout_prob", AttentionProbsDropoutProb), ("classifier_dropout", ClassifierDropout ?? 0)];
}

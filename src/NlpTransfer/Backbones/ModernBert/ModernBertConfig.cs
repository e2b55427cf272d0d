using System.Text.Json;
using System.Text.Json.Serialization;

namespace NlpTransfer.Backbones;

/// <summary>ModernBERT's shape.</summary>
public sealed record ModernBertConfig : EncoderConfig
{
    private const string Global = "full_attention", Local = "sliding_attention";

    /// <summary>One layer in so many looks at every token, the first one among them.</summary>
    public int GlobalAttnEveryNLayers { get; init; } = 3;

    /// <summary>Which layers do, where the file lists them: <c>full_attention</c> or <c>sliding_attention</c>.</summary>
    public IReadOnlyList<string>? LayerTypes { get; init; }

    /// <summary>How many tokens the other layers look at.</summary>
    public int LocalAttention { get; init; } = 128;

    public double GlobalRopeTheta { get; init; } = 160000;

    public double? LocalRopeTheta { get; init; } = 10000;

    /// <summary>Newer files' place for both of these.</summary>
    public JsonElement? RopeParameters { get; init; }

    public bool AttentionBias { get; init; }

    public bool MlpBias { get; init; }

    public bool NormBias { get; init; }

    public bool ClassifierBias { get; init; }

    /// <summary>cls or mean.</summary>
    public string ClassifierPooling { get; init; } = "cls";

    public string ClassifierActivation { get; init; } = "gelu";

    public double EmbeddingDropout { get; init; }

    /// <summary>Whether a layer looks at every token.</summary>
    public bool IsGlobal(int layer) => LayerTypes is null ? layer % GlobalAttnEveryNLayers == 0 : LayerTypes[layer] == Global;

    /// <summary>The base of the positions' angles.</summary>
    [JsonIgnore]
    public double GlobalTheta => Theta(Global) ?? GlobalRopeTheta;

    [JsonIgnore]
    public double LocalTheta => Theta(Local) ?? LocalRopeTheta ?? GlobalRopeTheta;

    /// <summary>Every reason why it cannot be built, one sentence each.</summary>
    internal IEnumerable<string> Limits()
    {
        if (ClassifierPooling is not ("cls" or "mean")) yield return $"classifier_pooling must be cls or mean, was {ClassifierPooling}.";
        if (LayerTypes?.Count < NumHiddenLayers) yield return $"layer_types must have one entry a layer, found {LayerTypes.Count} for {NumHiddenLayers}.";
        if (GlobalAttnEveryNLayers < 1 || LocalAttention < 1) yield return "global_attn_every_n_layers and local_attention must be at least 1.";
        if (!EncoderActivation.Names.Contains(ClassifierActivation)) yield return $"classifier_activation must be one of {string.Join(", ", EncoderActivation.Names)}, was {ClassifierActivation}.";
        if (HiddenSize / NumAttentionHeads % 2 != 0) yield return "hidden_size / num_attention_heads must be even, as positions turn values in pairs.";
    }

    private double? Theta(string type) =>
        RopeParameters is { ValueKind: JsonValueKind.Object } all && all.TryGetProperty(type, out var one) && one.ValueKind == JsonValueKind.Object && one.TryGetProperty("rope_theta", out var theta)
            ? theta.GetDouble()
            : null;
}

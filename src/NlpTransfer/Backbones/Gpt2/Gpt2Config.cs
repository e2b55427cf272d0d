using System.Text.Json.Serialization;

namespace NlpTransfer.Backbones;

/// <summary>GPT-2's shape.</summary>
public sealed record Gpt2Config : EncoderConfig
{
    /// <summary>Width between the two linear layers of a block; four times the hidden size when null.</summary>
    [JsonPropertyName("n_inner")]
    public int? InnerSize { get; init; }

    /// <summary>Dropout of the embeddings.</summary>
    [JsonPropertyName("embd_pdrop")]
    public double EmbeddingDropout { get; init; } = 0.1;

    public bool ScaleAttnWeights { get; init; } = true;

    public bool ScaleAttnByInverseLayerIdx { get; init; }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace NlpTransfer.Backbones;

/// <summary>The shape of DeBERTa, versions 2 and 3.</summary>
public sealed record DebertaV2Config : EncoderConfig
{
    /// <summary>Whether attention knows distances.</summary>
    public bool RelativeAttention { get; init; }

    /// <summary>Kinds of distances to each side, long ones by their logarithm; as many as there are distances when not above 0.</summary>
    public int PositionBuckets { get; init; } = -1;

    /// <summary>The longest distance; the positions' number when below 1.</summary>
    public int MaxRelativePositions { get; init; } = -1;

    /// <summary>Whether positions are added to the embeddings as in BERT.</summary>
    public bool PositionBiasedInput { get; init; } = true;

    /// <summary>Whether distances go through the tokens' own projections.</summary>
    public bool ShareAttKey { get; init; }

    /// <summary><c>c2p</c> and <c>p2c</c>, tokens looking at distances and distances at tokens: a list, or a text with | between them.</summary>
    [JsonPropertyName("pos_att_type")]
    public JsonElement? PosAttType { get; init; }

    /// <summary><c>layer_norm</c> or none.</summary>
    public string NormRelEbd { get; init; } = "none";

    public double PoolerDropout { get; init; }

    public string PoolerHiddenAct { get; init; } = "gelu";

    public int? EmbeddingSize { get; init; }

    public int ConvKernelSize { get; init; }

    [JsonIgnore]
    public bool LooksAtDistances => Kinds.Contains("c2p");

    [JsonIgnore]
    public bool IsLookedAtByDistances => Kinds.Contains("p2c");

    private string[] Kinds => PosAttType switch
    {
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(k => k.ToString())],
        { ValueKind: JsonValueKind.String } text => text.GetString()!.Split('|', StringSplitOptions.RemoveEmptyEntries),
        _ => [],
    };

    [JsonIgnore]
    public int LongestDistance => MaxRelativePositions < 1 ? MaxPositionEmbeddings : MaxRelativePositions;

    /// <summary>Rows of the distances' embeddings to each side.</summary>
    [JsonIgnore]
    public int Span => PositionBuckets > 0 ? PositionBuckets : LongestDistance;

    /// <summary>Every reason why it cannot be built, one sentence each.</summary>
    internal IEnumerable<string> Limits()
    {
        if (ConvKernelSize > 0) yield return $"conv_kernel_size must be 0 (no convolution over the first layer), was {ConvKernelSize}.";
        if (EmbeddingSize is { } width && width != HiddenSize) yield return $"embedding_size must equal hidden_size, {HiddenSize}, was {width}.";
        if (Kinds.FirstOrDefault(t => t is not ("c2p" or "p2c")) is { } kind) yield return $"pos_att_type must be of c2p and p2c, was {kind}.";
        if (!EncoderActivation.Names.Contains(PoolerHiddenAct)) yield return $"pooler_hidden_act must be one of {string.Join(", ", EncoderActivation.Names)}, was {PoolerHiddenAct}.";
    }
}

using System.Text.Json.Serialization;

namespace NlpTransfer.Backbones;

/// <summary>BERT and the families that differ from it in a few places: DistilBERT, RoBERTa, ELECTRA, ALBERT, MPNet.</summary>
public sealed record BertConfig : EncoderConfig
{
    /// <summary>Width of the embeddings where it is not the hidden size (ELECTRA, ALBERT).</summary>
    public int? EmbeddingSize { get; init; }

    /// <summary>Kinds of distances between tokens that attention knows (MPNet); 0 for none.</summary>
    public int RelativeAttentionNumBuckets { get; init; }

    /// <summary>How many groups of layers share weights (ALBERT).</summary>
    public int NumHiddenGroups { get; init; } = 1;

    /// <summary>How many layers a group has (ALBERT).</summary>
    public int InnerGroupNum { get; init; } = 1;

    /// <summary>Whether all layers are one and the same (ALBERT).</summary>
    [JsonIgnore]
    public bool SharesLayers { get; init; }

    /// <summary>The row of the position embeddings that the first token has (RoBERTa and MPNet leave the first ones out).</summary>
    [JsonIgnore]
    public int PositionOffset { get; init; }

    /// <summary>Dropout behind attention; the hidden dropout when null.</summary>
    [JsonIgnore]
    public double? AttentionOutputDropout { get; init; }

    /// <summary>Dropout behind the two linear layers of a block; the hidden dropout when null.</summary>
    [JsonIgnore]
    public double? FeedForwardDropout { get; init; }

    public override int MaxTokens => MaxPositionEmbeddings - PositionOffset;
}

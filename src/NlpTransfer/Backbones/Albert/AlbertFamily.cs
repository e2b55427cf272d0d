namespace NlpTransfer.Backbones;

/// <summary>ALBERT (Lan et al. 2020): BERT over narrower embeddings, one layer used again and again.</summary>
internal static class AlbertFamily
{
    private const string Layer = "albert.encoder.albert_layer_groups.0.albert_layers.0.";

    public static EncoderFamily Instance { get; } = new()
    {
        ModelType = "albert",
        Name = "ALBERT",
        Architecture = "AlbertForSequenceClassification",
        Prefix = "albert.",
        Body = c => new BertBody((BertConfig)c),
        Pooler = c => new EncoderPooler(c.HiddenSize, "tanh"),
        Names =
        [
            ("body.layer.0.", Layer), ("body.projection.", "albert.encoder.embedding_hidden_mapping_in."), ("body.", "albert."),
            (".attention.self.", ".attention."), (".attention.output.", ".attention."),
            (".intermediate.dense.", ".ffn."), (".output.dense.", ".ffn_output."), (".output.LayerNorm.", ".full_layer_layer_norm."),
            ("pooler.dense.", "albert.pooler."),
        ],
        ConfigNames = [("classifier_dropout_prob", "classifier_dropout")],
        Complete = c => (BertConfig)c with { SharesLayers = true, EmbeddingSize = ((BertConfig)c).EmbeddingSize ?? DefaultEmbeddingSize, FeedForwardDropout = 0 },
        Limits = c => ((BertConfig)c).NumHiddenGroups == 1 && ((BertConfig)c).InnerGroupNum == 1
            ? []
            : [$"num_hidden_groups and inner_group_num must be 1 (one layer for all), were {((BertConfig)c).NumHiddenGroups} and {((BertConfig)c).InnerGroupNum}."],
    };

    private const int DefaultEmbeddingSize = 128;
}

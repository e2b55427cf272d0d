namespace NlpTransfer.Backbones;

/// <summary>DistilBERT (Sanh et al. 2019): BERT without segments, half its layers, a ReLU where BERT has its pooler.</summary>
internal static class DistilBertFamily
{
    public static EncoderFamily Instance { get; } = new()
    {
        ModelType = "distilbert",
        Name = "DistilBERT",
        Architecture = "DistilBertForSequenceClassification",
        Prefix = "distilbert.",
        LoraTargets = ["q_lin", "v_lin"],
        Body = c => new BertBody((BertConfig)c),
        Pooler = c => new EncoderPooler(c.HiddenSize, "relu"),
        Names =
        [
            ("body.layer.", "distilbert.transformer.layer."), ("body.", "distilbert."),
            (".attention.self.query.", ".attention.q_lin."), (".attention.self.key.", ".attention.k_lin."), (".attention.self.value.", ".attention.v_lin."),
            (".attention.output.dense.", ".attention.out_lin."), (".attention.output.LayerNorm.", ".sa_layer_norm."),
            (".intermediate.dense.", ".ffn.lin1."), (".output.dense.", ".ffn.lin2."), (".output.LayerNorm.", ".output_layer_norm."),
            ("pooler.dense.", "pre_classifier."),
        ],
        ConfigNames =
        [
            ("dim", "hidden_size"), ("n_layers", "num_hidden_layers"), ("n_heads", "num_attention_heads"), ("hidden_dim", "intermediate_size"),
            ("activation", "hidden_act"), ("dropout", "hidden_dropout_prob"), ("attention_dropout", "attention_probs_dropout_prob"), ("seq_classif_dropout", "classifier_dropout"),
        ],
        Complete = c => (BertConfig)c with { TypeVocabSize = 0, AttentionOutputDropout = 0 },
    };
}

namespace NlpTransfer.Backbones;

/// <summary>DeBERTa, versions 2 and 3 (He et al. 2021): attention that keeps what a token is and how far away it is apart.</summary>
internal static class DebertaV2Family
{
    public static EncoderFamily Instance { get; } = new()
    {
        ModelType = "deberta-v2",
        Name = "DeBERTa",
        Architecture = "DebertaV2ForSequenceClassification",
        Prefix = "deberta.",
        LoraTargets = ["query_proj", "value_proj"],
        Body = c => new DebertaV2Body((DebertaV2Config)c),
        Pooler = c => new EncoderPooler(c.HiddenSize, ((DebertaV2Config)c).PoolerHiddenAct, ((DebertaV2Config)c).PoolerDropout),
        Names =
        [
            ("body.layer.", "deberta.encoder.layer."), ("body.relative.", "deberta.encoder."), ("body.", "deberta."),
            (".self.query.", ".self.query_proj."), (".self.key.", ".self.key_proj."), (".self.value.", ".self.value_proj."),
            (".self.pos_key.", ".self.pos_key_proj."), (".self.pos_query.", ".self.pos_query_proj."),
        ],
        ConfigType = typeof(DebertaV2Config),
        ConfigNames = [("cls_dropout", "classifier_dropout")],
        Limits = c => ((DebertaV2Config)c).Limits(),
    };
}

namespace NlpTransfer.Backbones;

/// <summary>MPNet (Song et al. 2020): BERT without segments, with a learned bias for the distance of two tokens.</summary>
internal static class MpNetFamily
{
    public static EncoderFamily Instance { get; } = new()
    {
        ModelType = "mpnet",
        Name = "MPNet",
        Architecture = "MPNetForSequenceClassification",
        Prefix = "mpnet.",
        LoraTargets = ["q", "v"],
        Body = c => new BertBody((BertConfig)c),
        Pooler = c => new EncoderPooler(c.HiddenSize, "tanh", c.HiddenDropoutProb),
        Names =
        [
            ("body.layer.", "mpnet.encoder.layer."), ("body.relative.", "mpnet.encoder."), ("body.", "mpnet."),
            (".attention.self.query.", ".attention.attn.q."), (".attention.self.key.", ".attention.attn.k."), (".attention.self.value.", ".attention.attn.v."),
            (".attention.output.dense.", ".attention.attn.o."), (".attention.output.LayerNorm.", ".attention.LayerNorm."),
            ("pooler.dense.", "classifier.dense."), ("head.classifier.", "classifier.out_proj."),
        ],
        Complete = c => (BertConfig)c with
        {
            TypeVocabSize = 0,
            PositionOffset = c.PadTokenId + 1,
            RelativeAttentionNumBuckets = ((BertConfig)c).RelativeAttentionNumBuckets is var n and > 0 ? n : DefaultBuckets,
        },
    };

    private const int DefaultBuckets = 32;
}

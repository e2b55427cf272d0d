namespace NlpTransfer.Backbones;

/// <summary>BERT (Devlin et al. 2019), of any size: MiniLM and TinyBERT have its shape.</summary>
internal static class BertFamily
{
    public static EncoderFamily Instance { get; } = new()
    {
        ModelType = "bert",
        Name = "BERT",
        Architecture = "BertForSequenceClassification",
        Prefix = "bert.",
        Body = c => new BertBody((BertConfig)c),
        Pooler = c => new EncoderPooler(c.HiddenSize, "tanh"),
        Names = [("body.layer.", "bert.encoder.layer."), ("body.", "bert."), ("pooler.dense.", "bert.pooler.dense."), ("predictions.", "cls.predictions.")],
    };
}

namespace NlpTransfer.Backbones;

/// <summary>RoBERTa (Liu et al. 2019): BERT whose positions begin behind the padding's id, with a classifier of two layers.</summary>
internal static class RobertaFamily
{
    public static EncoderFamily Instance { get; } = new()
    {
        ModelType = "roberta",
        Name = "RoBERTa",
        Architecture = "RobertaForSequenceClassification",
        Prefix = "roberta.",
        Body = c => new BertBody((BertConfig)c),
        Pooler = c => new EncoderPooler(c.HiddenSize, "tanh", c.ClassifierDropout ?? c.HiddenDropoutProb),
        Names = [("body.layer.", "roberta.encoder.layer."), ("body.", "roberta."), ("pooler.dense.", "classifier.dense."), ("head.classifier.", "classifier.out_proj.")],
        Complete = c => (BertConfig)c with { PositionOffset = c.PadTokenId + 1 },
    };
}

namespace NlpTransfer.Backbones;

/// <summary>ELECTRA's discriminator (Clark et al. 2020): BERT over narrower embeddings, with a classifier of two layers.</summary>
internal static class ElectraFamily
{
    public static EncoderFamily Instance { get; } = new()
    {
        ModelType = "electra",
        Name = "ELECTRA",
        Architecture = "ElectraForSequenceClassification",
        Prefix = "electra.",
        Body = c => new BertBody((BertConfig)c),
        Pooler = c => new EncoderPooler(c.HiddenSize, "gelu", c.ClassifierDropout ?? c.HiddenDropoutProb),
        Names =
        [
            ("body.layer.", "electra.encoder.layer."), ("body.projection.", "electra.embeddings_project."), ("body.", "electra."),
            ("pooler.dense.", "classifier.dense."), ("head.classifier.", "classifier.out_proj."),
        ],
    };
}

using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>ModernBERT (Warner et al. 2024): rotary positions, local and global attention in turn, gated feed-forward layers, norms before them.</summary>
internal static class ModernBertFamily
{
    public static EncoderFamily Instance { get; } = new()
    {
        ModelType = "modernbert",
        Name = "ModernBERT",
        Architecture = "ModernBertForSequenceClassification",
        Prefix = "model.",
        LoraTargets = ["Wqkv"],
        Body = c => new ModernBertBody((ModernBertConfig)c),
        Pooler = c => Pooler((ModernBertConfig)c),
        OwnPooling = c => ((ModernBertConfig)c).ClassifierPooling == "mean" ? EncoderPooling.Mean : EncoderPooling.Cls,
        Names = [("body.", "model."), ("pooler.", "head.")],
        ConfigType = typeof(ModernBertConfig),
        ConfigNames = [("hidden_activation", "hidden_act"), ("norm_eps", "layer_norm_eps"), ("attention_dropout", "attention_probs_dropout_prob"), ("mlp_dropout", "hidden_dropout_prob")],
        Complete = c => c with { TypeVocabSize = 0 },
        Limits = c => ((ModernBertConfig)c).Limits(),
    };

    private static EncoderPooler Pooler(ModernBertConfig config) =>
        new(config.HiddenSize, config.ClassifierActivation, bias: config.ClassifierBias, norm: nn.LayerNorm(config.HiddenSize, config.LayerNormEps, bias: config.NormBias));
}

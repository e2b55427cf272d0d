namespace NlpTransfer.Backbones;

/// <summary>GPT-2 (Radford et al. 2019) as a text backbone: each token sees those before it, so the last one has seen the text.</summary>
internal static class Gpt2Family
{
    private static readonly string[] Transposed = [".c_attn.weight", ".c_proj.weight", ".c_fc.weight"];

    public static EncoderFamily Instance { get; } = new()
    {
        ModelType = "gpt2",
        Name = "GPT-2",
        Architecture = "GPT2ForSequenceClassification",
        Prefix = "transformer.",
        LoraTargets = ["c_attn"],
        Body = c => new Gpt2Body((Gpt2Config)c),
        OwnPooling = _ => EncoderPooling.Last,
        Names = [("body.", "transformer."), ("head.classifier.", "score.")],
        IsTransposed = key => Transposed.Any(t => key.EndsWith(t, StringComparison.Ordinal)),
        HeadHasBias = false,
        ConfigType = typeof(Gpt2Config),
        ConfigNames =
        [
            ("n_embd", "hidden_size"), ("n_layer", "num_hidden_layers"), ("n_head", "num_attention_heads"), ("n_positions", "max_position_embeddings"),
            ("activation_function", "hidden_act"), ("resid_pdrop", "hidden_dropout_prob"), ("attn_pdrop", "attention_probs_dropout_prob"), ("layer_norm_epsilon", "layer_norm_eps"),
        ],
        Complete = c => c with { IntermediateSize = ((Gpt2Config)c).InnerSize ?? 4 * c.HiddenSize, ClassifierDropout = 0 },
        Limits = c => ((Gpt2Config)c) is { ScaleAttnWeights: true, ScaleAttnByInverseLayerIdx: false }
            ? []
            : ["scale_attn_weights must be true and scale_attn_by_inverse_layer_idx false; attention is scaled by its width alone."],
    };
}

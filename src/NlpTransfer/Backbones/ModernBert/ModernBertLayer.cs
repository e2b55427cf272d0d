using NlpTransfer.Kernels;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>One block: a norm, attention over turned queries and keys, and a residual; a norm, a gated feed-forward layer (Shazeer 2020) and a residual.</summary>
internal sealed class ModernBertLayer : nn.Module
{
    private readonly LayerNorm? attn_norm;
    private readonly Attention attn;
    private readonly LayerNorm mlp_norm;
    private readonly Gated mlp;

    /// <param name="config">Sizes.</param>
    /// <param name="hasFirstNorm">The first layer has none: the embeddings are normalised already.</param>
    public ModernBertLayer(ModernBertConfig config, bool hasFirstNorm) : base(nameof(ModernBertLayer))
    {
        attn_norm = hasFirstNorm ? nn.LayerNorm(config.HiddenSize, config.LayerNormEps, bias: config.NormBias) : null;
        attn = new Attention(config);
        mlp_norm = nn.LayerNorm(config.HiddenSize, config.LayerNormEps, bias: config.NormBias);
        mlp = new Gated(config);
        RegisterComponents();
    }

    /// <param name="states"><c>(T, H)</c>.</param>
    /// <param name="texts">Where texts begin.</param>
    /// <param name="reach">Which tokens a token looks at.</param>
    /// <param name="positions">How queries and keys are turned.</param>
    public Tensor Run(Tensor states, PackedTexts texts, AttentionReach reach, RotaryPositions positions)
    {
        states = states + attn.Run(attn_norm is null ? states : attn_norm.call(states), texts, reach, positions); // (T, H)
        return states + mlp.call(mlp_norm.call(states)); // (T, H)
    }

    private sealed class Attention : nn.Module
    {
        private readonly Linear Wqkv;
        private readonly Linear Wo;
        private readonly Dropout dropout;
        private readonly Dropout out_drop;
        private readonly int heads;

        public Attention(ModernBertConfig config) : base(nameof(Attention))
        {
            heads = config.NumAttentionHeads;
            Wqkv = nn.Linear(config.HiddenSize, 3L * config.HiddenSize, hasBias: config.AttentionBias);
            Wo = nn.Linear(config.HiddenSize, config.HiddenSize, hasBias: config.AttentionBias);
            dropout = nn.Dropout(config.AttentionProbsDropoutProb);
            out_drop = nn.Dropout(config.AttentionProbsDropoutProb);
            RegisterComponents();
        }

        public Tensor Run(Tensor states, PackedTexts texts, AttentionReach reach, RotaryPositions positions)
        {
            var parts = Wqkv.Project(states).chunk(3, -1); // 3 of (T, H)
            var mixed = EncoderKernels.InForce.Attention(positions.Turn(parts[0]), positions.Turn(parts[1]), parts[2], texts, texts, heads, reach, dropout.Share()); // (T, H)
            return out_drop.call(Wo.Project(mixed)); // (T, H)
        }
    }

    private sealed class Gated : nn.Module<Tensor, Tensor>
    {
        private readonly Linear Wi;
        private readonly Linear Wo;
        private readonly Dropout drop;
        private readonly Func<Tensor, Tensor> activation;

        public Gated(ModernBertConfig config) : base(nameof(Gated))
        {
            Wi = nn.Linear(config.HiddenSize, 2L * config.IntermediateSize, hasBias: config.MlpBias);
            Wo = nn.Linear(config.IntermediateSize, config.HiddenSize, hasBias: config.MlpBias);
            drop = nn.Dropout(config.HiddenDropoutProb);
            activation = EncoderActivation.ByName(config.HiddenAct);
            RegisterComponents();
        }

        public override Tensor forward(Tensor states)
        {
            var parts = Wi.Project(states).chunk(2, -1); // 2 of (T, I)
            return Wo.Project(drop.call(activation(parts[0]) * parts[1])); // (T, H)
        }
    }
}

using NlpTransfer.Kernels;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>One block: a norm, attention and a residual, then a norm, two linear layers and a residual.</summary>
internal sealed class Gpt2Block : nn.Module<Tensor, PackedTexts, Tensor>
{
    private readonly LayerNorm ln_1;
    private readonly Attention attn;
    private readonly LayerNorm ln_2;
    private readonly FeedForward mlp;

    public Gpt2Block(Gpt2Config config) : base(nameof(Gpt2Block))
    {
        ln_1 = nn.LayerNorm(config.HiddenSize, config.LayerNormEps);
        attn = new Attention(config);
        ln_2 = nn.LayerNorm(config.HiddenSize, config.LayerNormEps);
        mlp = new FeedForward(config);
        RegisterComponents();
    }

    public override Tensor forward(Tensor states, PackedTexts texts)
    {
        states = states + attn.call(ln_1.call(states), texts); // (T, H)
        return states + mlp.call(ln_2.call(states)); // (T, H)
    }

    private sealed class Attention : nn.Module<Tensor, PackedTexts, Tensor>
    {
        private readonly Linear c_attn;
        private readonly Linear c_proj;
        private readonly Dropout attn_dropout;
        private readonly Dropout resid_dropout;
        private readonly int heads;

        public Attention(Gpt2Config config) : base(nameof(Attention))
        {
            heads = config.NumAttentionHeads;
            c_attn = nn.Linear(config.HiddenSize, 3L * config.HiddenSize);
            c_proj = nn.Linear(config.HiddenSize, config.HiddenSize);
            attn_dropout = nn.Dropout(config.AttentionProbsDropoutProb);
            resid_dropout = nn.Dropout(config.HiddenDropoutProb);
            RegisterComponents();
        }

        public override Tensor forward(Tensor states, PackedTexts texts)
        {
            var parts = c_attn.Project(states).chunk(3, -1); // 3 of (T, H)
            var mixed = EncoderKernels.InForce.Attention(parts[0], parts[1], parts[2], texts, texts, heads, AttentionReach.Past, attn_dropout.Share()); // (T, H)
            return resid_dropout.call(c_proj.Project(mixed)); // (T, H)
        }
    }

    private sealed class FeedForward : nn.Module<Tensor, Tensor>
    {
        private readonly Linear c_fc;
        private readonly Linear c_proj;
        private readonly Dropout dropout;
        private readonly Func<Tensor, Tensor> activation;

        public FeedForward(Gpt2Config config) : base(nameof(FeedForward))
        {
            c_fc = nn.Linear(config.HiddenSize, config.IntermediateSize);
            c_proj = nn.Linear(config.IntermediateSize, config.HiddenSize);
            dropout = nn.Dropout(config.HiddenDropoutProb);
            activation = EncoderActivation.ByName(config.HiddenAct);
            RegisterComponents();
        }

        public override Tensor forward(Tensor states) => dropout.call(c_proj.Project(activation(c_fc.Project(states)))); // (T, H)
    }
}

using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>Self-attention with its projection and residual.</summary>
internal sealed class BertAttention : nn.Module<Tensor, AttentionContext, Tensor>
{
    private readonly nn.Module<Tensor, AttentionContext, Tensor> self;
    private readonly BertOutput output;

    public BertAttention(nn.Module<Tensor, AttentionContext, Tensor> self, BertOutput output) : base(nameof(BertAttention))
    {
        (this.self, this.output) = (self, output);
        RegisterComponents();
    }

    public override Tensor forward(Tensor states, AttentionContext context) => output.call(self.call(states, context), context.Pick(states)); // (T, H) or (B, H)
}

using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>Self-attention with its projection and residual.</summary>
internal sealed class BertAttention : nn.Module<Tensor, Tensor?, Tensor>
{
    private readonly BertSelfAttention self;
    private readonly BertOutput output;

    public BertAttention(BertConfig config) : base(nameof(BertAttention))
    {
        self = new BertSelfAttention(config);
        output = new BertOutput(config.HiddenSize, config);
        RegisterComponents();
    }

    public override Tensor forward(Tensor states, Tensor? bias) => output.call(self.call(states, bias), states); // (B, S, H)
}

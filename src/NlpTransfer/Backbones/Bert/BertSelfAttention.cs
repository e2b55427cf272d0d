using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>Multi-head self-attention (Vaswani et al. 2017, section 3.2), without the projection that follows it.</summary>
internal sealed class BertSelfAttention : nn.Module<Tensor, AttentionContext, Tensor>
{
    private readonly Linear query;
    private readonly Linear key;
    private readonly Linear value;
    private readonly Dropout dropout;
    private readonly long heads;
    private readonly double scale;

    public BertSelfAttention(EncoderConfig config) : base(nameof(BertSelfAttention))
    {
        (heads, scale) = (config.NumAttentionHeads, Math.Sqrt(config.HiddenSize / config.NumAttentionHeads));
        query = nn.Linear(config.HiddenSize, config.HiddenSize);
        key = nn.Linear(config.HiddenSize, config.HiddenSize);
        value = nn.Linear(config.HiddenSize, config.HiddenSize);
        dropout = nn.Dropout(config.AttentionProbsDropoutProb);
        RegisterComponents();
    }

    /// <param name="states"><c>(B, S, H)</c>.</param>
    /// <param name="context">Its bias counts.</param>
    public override Tensor forward(Tensor states, AttentionContext context) =>
        MultiHead.Attend(Split(query, states), Split(key, states), Split(value, states), context.Bias, scale, dropout); // (B, S, H)

    private Tensor Split(Linear projection, Tensor states) => MultiHead.Split(projection.call(states), heads); // (B, A, S, D)
}

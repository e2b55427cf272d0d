using NlpTransfer.Kernels;
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

    /// <param name="states"><c>(T, H)</c>.</param>
    /// <param name="context">Its texts, its bias and what is wanted count.</param>
    public override Tensor forward(Tensor states, AttentionContext context)
    {
        if (context.Bias is not null) return WithBias(states, context);
        var q = query.Project(context.Pick(states)); // (T, H) or (B, H)
        return EncoderKernels.InForce.Attention(q, key.Project(states), value.Project(states), context.Queries, context.Texts, heads, AttentionReach.All, dropout.Share());
    }

    private Tensor WithBias(Tensor states, AttentionContext context) =>
        MultiHead.Attend(Split(query, states, context), Split(key, states, context), Split(value, states, context), context.Bias, scale, dropout, context); // (T, H) or (B, H)

    private Tensor Split(Linear projection, Tensor states, AttentionContext context) => MultiHead.Split(context.Texts.Unpack(projection.Project(states)), heads); // (B, A, S, D)
}

using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>Multi-head self-attention (Vaswani et al. 2017, section 3.2), without the projection that follows it.</summary>
internal sealed class BertSelfAttention : nn.Module<Tensor, Tensor?, Tensor>
{
    private readonly Linear query;
    private readonly Linear key;
    private readonly Linear value;
    private readonly Dropout dropout;
    private readonly long heads;
    private readonly long headSize;

    public BertSelfAttention(BertConfig config) : base(nameof(BertSelfAttention))
    {
        (heads, headSize) = (config.NumAttentionHeads, config.HiddenSize / config.NumAttentionHeads);
        query = nn.Linear(config.HiddenSize, config.HiddenSize);
        key = nn.Linear(config.HiddenSize, config.HiddenSize);
        value = nn.Linear(config.HiddenSize, config.HiddenSize);
        dropout = nn.Dropout(config.AttentionProbsDropoutProb);
        RegisterComponents();
    }

    /// <param name="states"><c>(B, S, H)</c>.</param>
    /// <param name="bias"><c>(B, 1, 1, S)</c>, 0 for real tokens and very negative for padding; null without padding.</param>
    public override Tensor forward(Tensor states, Tensor? bias)
    {
        // B batch, S tokens, A heads, D values a head, H = A D
        var q = Split(query.call(states)) / Math.Sqrt(headSize); // (B, A, S, D)
        var scores = matmul(q, Split(key.call(states)).transpose(-2, -1)); // (B, A, S, S)
        if (bias is not null) scores = scores + bias;
        var shares = dropout.call(nn.functional.softmax(scores, -1));
        return matmul(shares, Split(value.call(states))).transpose(1, 2).flatten(2); // (B, S, H)
    }

    private Tensor Split(Tensor x) => x.view(x.shape[0], x.shape[1], heads, headSize).transpose(1, 2); // (B, A, S, D)
}

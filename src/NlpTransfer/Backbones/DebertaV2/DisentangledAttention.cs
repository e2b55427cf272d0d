using NlpTransfer.Kernels;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>
/// Self-attention whose scores are a sum (He et al. 2021, section 3.1): token to token, token to distance, distance to token.
/// B batch, S tokens, A heads, D values a head, P distances.
/// </summary>
internal sealed class DisentangledAttention : nn.Module<Tensor, AttentionContext, Tensor>
{
    private readonly Linear query;
    private readonly Linear key;
    private readonly Linear value;
    private readonly Linear? pos_key;
    private readonly Linear? pos_query;
    private readonly Dropout dropout;
    private readonly Dropout pos_dropout;
    private readonly DebertaV2Config config;
    private readonly double scale;

    public DisentangledAttention(DebertaV2Config config) : base(nameof(DisentangledAttention))
    {
        this.config = config;
        var terms = 1 + (config.LooksAtDistances ? 1 : 0) + (config.IsLookedAtByDistances ? 1 : 0);
        scale = Math.Sqrt((double)terms * config.HiddenSize / config.NumAttentionHeads);
        (query, key, value) = (Projection(), Projection(), Projection());
        var own = config.RelativeAttention && !config.ShareAttKey;
        pos_key = own && config.LooksAtDistances ? Projection() : null;
        pos_query = own && config.IsLookedAtByDistances ? Projection() : null;
        dropout = nn.Dropout(config.AttentionProbsDropoutProb);
        pos_dropout = nn.Dropout(config.HiddenDropoutProb);
        RegisterComponents();

        Linear Projection() => nn.Linear(config.HiddenSize, config.HiddenSize);
    }

    /// <param name="states"><c>(T, H)</c>.</param>
    /// <param name="context">Its texts, its bias, its distances and what is wanted count.</param>
    public override Tensor forward(Tensor states, AttentionContext context)
    {
        var (q, k, v) = (Heads(query), Heads(key), Heads(value)); // (B, A, S, D)
        var bias = context.Relative is null ? context.Bias : AttentionBias.Sum(context.Bias, Distances(q, k, context));
        return MultiHead.Attend(q, k, v, bias, scale, dropout, context); // (T, H) or (B, H)

        Tensor Heads(Linear projection) => MultiHead.Split(context.Texts.Unpack(projection.Project(states)), config.NumAttentionHeads);
    }

    private Tensor? Distances(Tensor q, Tensor k, AttentionContext context)
    {
        var vectors = pos_dropout.call(context.Relative!).unsqueeze(0); // (1, P, H)
        var rows = context.RelativeRows!.expand(q.shape[0], q.shape[1], -1, -1); // (B, A, S, S), the row of query minus key
        var toDistance = config.LooksAtDistances
            ? matmul(q, Split(pos_key ?? key, vectors).transpose(-2, -1)).gather(-1, rows) // (B, A, S, P) to (B, A, S, S)
            : null;
        var fromDistance = config.IsLookedAtByDistances
            ? matmul(k, Split(pos_query ?? query, vectors).transpose(-2, -1)).gather(-1, rows.transpose(-2, -1)).transpose(-2, -1) // by key, then by query
            : null;
        var sum = AttentionBias.Sum(toDistance, fromDistance);
        return sum is null ? null : sum / scale;
    }

    private Tensor Split(Linear projection, Tensor x) => MultiHead.Split(projection.Project(x), config.NumAttentionHeads);
}

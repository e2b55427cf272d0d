using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>DeBERTa's network: BERT's layers with another attention, and embeddings of distances that all layers share.</summary>
internal sealed class DebertaV2Body : EncoderBody
{
    private readonly DebertaV2Embeddings embeddings;
    private readonly RelativeDistances? relative;
    private readonly ModuleList<BertLayer> layer;
    private readonly int limit;

    public DebertaV2Body(DebertaV2Config config) : base(nameof(DebertaV2Body))
    {
        limit = config.MaxTokens;
        embeddings = new DebertaV2Embeddings(config);
        relative = config.RelativeAttention ? new RelativeDistances(config) : null;
        layer = nn.ModuleList(Enumerable.Range(0, config.NumHiddenLayers)
            .Select(_ => new BertLayer(config, new DisentangledAttention(config), config.HiddenDropoutProb, config.HiddenDropoutProb)).ToArray());
        Embeddings = relative is null ? [embeddings] : [embeddings, relative];
        Blocks = Numbered(layer);
        RegisterComponents();
    }

    public override IReadOnlyList<nn.Module> Embeddings { get; }

    public override IReadOnlyList<(string Name, IReadOnlyList<nn.Module> Modules)> Blocks { get; }

    public override Tensor Embed(Tensor ids, Tensor? tokenTypes, Tensor? mask)
    {
        CheckLength(ids, limit);
        return embeddings.call(ids, tokenTypes, mask); // (B, S, H)
    }

    public override Func<int, Tensor, Tensor> Prepare(Tensor states, Tensor? mask)
    {
        var context = new AttentionContext(AttentionBias.Padding(mask), relative?.Vectors(), relative?.Rows(states.shape[1], states.device));
        return (block, x) => layer[block].call(x, context);
    }
}

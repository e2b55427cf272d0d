using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>BERT's encoder (Devlin et al. 2019), with what its kin add: narrower embeddings, one layer used many times, relative distances.</summary>
internal sealed class BertBody : EncoderBody
{
    private readonly BertEmbeddings embeddings;
    private readonly Linear? projection;
    private readonly RelativeBuckets? relative;
    private readonly ModuleList<BertLayer> layer;
    private readonly BertConfig config;

    public BertBody(BertConfig config) : base(nameof(BertBody))
    {
        this.config = config;
        embeddings = new BertEmbeddings(config);
        var width = config.EmbeddingSize ?? config.HiddenSize;
        projection = config.SharesLayers || width != config.HiddenSize ? nn.Linear(width, config.HiddenSize) : null;
        relative = config.RelativeAttentionNumBuckets > 0 ? new RelativeBuckets(config.RelativeAttentionNumBuckets, config.NumAttentionHeads) : null;
        layer = nn.ModuleList(Enumerable.Range(0, config.SharesLayers ? 1 : config.NumHiddenLayers).Select(_ => new BertLayer(config)).ToArray());
        Embeddings = [embeddings, .. new nn.Module?[] { projection, relative }.OfType<nn.Module>()];
        Blocks = config.SharesLayers ? [("layer", [layer[0]])] : Numbered(layer);
        RegisterComponents();
    }

    public override IReadOnlyList<nn.Module> Embeddings { get; }

    public override IReadOnlyList<(string Name, IReadOnlyList<nn.Module> Modules)> Blocks { get; }

    public override Tensor Embed(Tensor ids, Tensor? tokenTypes, Tensor? mask)
    {
        CheckLength(ids, config.MaxTokens);
        var embedded = embeddings.call(ids, tokenTypes); // (B, S, E)
        return projection is null ? embedded : projection.call(embedded); // (B, S, H)
    }

    public override Func<int, Tensor, Tensor> Prepare(Tensor states, Tensor? mask)
    {
        var context = new AttentionContext(AttentionBias.Sum(AttentionBias.Padding(mask), relative?.call(states)));
        return (block, x) =>
        {
            for (var i = 0; i < (config.SharesLayers ? config.NumHiddenLayers : 1); i++) x = layer[block].call(x, context);
            return x;
        };
    }
}

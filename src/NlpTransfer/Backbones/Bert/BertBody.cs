using NlpTransfer.Kernels;
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

    protected override int MaxTokens => config.MaxTokens;

    public override BlockRun Prepare(PackedTexts texts)
    {
        var shared = relative?.call(texts); // (1, A, S, S)
        var context = new AttentionContext(texts, Bias: shared is null ? null : AttentionBias.Sum(AttentionBias.Padding(texts.Mask), shared));
        return (block, x, wanted) =>
        {
            var times = config.SharesLayers ? config.NumHiddenLayers : 1;
            for (var i = 0; i < times; i++) x = layer[block].call(x, i == times - 1 ? context with { Wanted = wanted } : context);
            return x;
        };
    }

    protected override Tensor Embed(Tensor ids, Tensor? tokenTypes, Tensor positions)
    {
        var embedded = embeddings.call(ids, tokenTypes, positions); // (T, E)
        return projection is null ? embedded : projection.call(embedded); // (T, H)
    }
}

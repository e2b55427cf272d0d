using NlpTransfer.Kernels;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>DeBERTa's network: BERT's layers with another attention, and embeddings of distances that all layers share.</summary>
internal sealed class DebertaV2Body : EncoderBody
{
    private readonly DebertaV2Embeddings embeddings;
    private readonly RelativeDistances? relative;
    private readonly ModuleList<BertLayer> layer;
    private readonly DebertaV2Config config;

    public DebertaV2Body(DebertaV2Config config) : base(nameof(DebertaV2Body))
    {
        this.config = config;
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

    protected override int MaxTokens => config.MaxTokens;

    public override BlockRun Prepare(PackedTexts texts)
    {
        var context = new AttentionContext(texts, Bias: AttentionBias.Padding(texts.Mask), Relative: relative?.Vectors(), RelativeRows: relative?.Rows(texts.Length, texts.Positions.device));
        return (block, x, wanted) => layer[block].call(x, context with { Wanted = wanted });
    }

    protected override Tensor Embed(Tensor ids, Tensor? tokenTypes, Tensor positions) => embeddings.call(ids, tokenTypes, positions); // (T, H)
}

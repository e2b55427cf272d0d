using NlpTransfer.Kernels;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>ModernBERT's network. Field names are Hugging Face's keys.</summary>
internal sealed class ModernBertBody : EncoderBody
{
    private readonly TokenEmbeddings embeddings;
    private readonly ModuleList<ModernBertLayer> layers;
    private readonly LayerNorm final_norm;
    private readonly ModernBertConfig config;

    public ModernBertBody(ModernBertConfig config) : base(nameof(ModernBertBody))
    {
        this.config = config;
        embeddings = new TokenEmbeddings(config);
        layers = nn.ModuleList(Enumerable.Range(0, config.NumHiddenLayers).Select(i => new ModernBertLayer(config, hasFirstNorm: i > 0)).ToArray());
        final_norm = nn.LayerNorm(config.HiddenSize, config.LayerNormEps, bias: config.NormBias);
        Blocks = WithLast(Numbered(layers), final_norm);
        RegisterComponents();
    }

    public override IReadOnlyList<nn.Module> Embeddings => [embeddings];

    public override IReadOnlyList<(string Name, IReadOnlyList<nn.Module> Modules)> Blocks { get; }

    protected override int MaxTokens => config.MaxTokens;

    public override BlockRun Prepare(PackedTexts texts)
    {
        var (near, size) = (AttentionReach.Within(config.LocalAttention / 2), config.HiddenSize / config.NumAttentionHeads);
        var (global, local) = (new RotaryPositions(texts.Positions, size, config.GlobalTheta), new RotaryPositions(texts.Positions, size, config.LocalTheta));
        return (block, x, wanted) =>
        {
            x = config.IsGlobal(block) ? layers[block].Run(x, texts, AttentionReach.All, global) : layers[block].Run(x, texts, near, local);
            return Pick(block == layers.Count - 1 ? final_norm.call(x) : x, wanted);
        };
    }

    protected override Tensor Embed(Tensor ids, Tensor? tokenTypes, Tensor positions) => embeddings.call(ids); // (T, H)

    private sealed class TokenEmbeddings : nn.Module<Tensor, Tensor>
    {
        private readonly Embedding tok_embeddings;
        private readonly LayerNorm norm;
        private readonly Dropout dropout;

        public TokenEmbeddings(ModernBertConfig config) : base(nameof(TokenEmbeddings))
        {
            tok_embeddings = nn.Embedding(config.VocabSize, config.HiddenSize, padding_idx: config.PadTokenId);
            norm = nn.LayerNorm(config.HiddenSize, config.LayerNormEps, bias: config.NormBias);
            dropout = nn.Dropout(config.EmbeddingDropout);
            RegisterComponents();
        }

        public override Tensor forward(Tensor ids) => dropout.call(norm.call(tok_embeddings.call(ids))); // (T, H)
    }
}

using NlpTransfer.Kernels;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>GPT-2's network without the language model's head. Field names are Hugging Face's keys.</summary>
internal sealed class Gpt2Body : EncoderBody
{
    private readonly Embedding wte;
    private readonly Embedding wpe;
    private readonly ModuleList<Gpt2Block> h;
    private readonly LayerNorm ln_f;
    private readonly Dropout dropout;
    private readonly Gpt2Config config;

    public Gpt2Body(Gpt2Config config) : base(nameof(Gpt2Body))
    {
        this.config = config;
        wte = nn.Embedding(config.VocabSize, config.HiddenSize);
        wpe = nn.Embedding(config.MaxPositionEmbeddings, config.HiddenSize);
        h = nn.ModuleList(Enumerable.Range(0, config.NumHiddenLayers).Select(_ => new Gpt2Block(config)).ToArray());
        ln_f = nn.LayerNorm(config.HiddenSize, config.LayerNormEps);
        dropout = nn.Dropout(config.EmbeddingDropout);
        Blocks = WithLast(Numbered(h), ln_f);
        RegisterComponents();
    }

    public override IReadOnlyList<nn.Module> Embeddings => [wte, wpe];

    public override IReadOnlyList<(string Name, IReadOnlyList<nn.Module> Modules)> Blocks { get; }

    protected override int MaxTokens => config.MaxTokens;

    public override BlockRun Prepare(PackedTexts texts) => (block, x, wanted) =>
    {
        x = h[block].call(x, texts);
        return Pick(block == h.Count - 1 ? ln_f.call(x) : x, wanted);
    };

    protected override Tensor Embed(Tensor ids, Tensor? tokenTypes, Tensor positions) => dropout.call(wte.call(ids) + wpe.call(positions)); // (T, H)
}

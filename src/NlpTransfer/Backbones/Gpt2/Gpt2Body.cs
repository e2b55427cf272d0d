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
    private readonly int limit;

    public Gpt2Body(Gpt2Config config) : base(nameof(Gpt2Body))
    {
        limit = config.MaxTokens;
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

    public override Tensor Embed(Tensor ids, Tensor? tokenTypes, Tensor? mask)
    {
        CheckLength(ids, limit);
        return dropout.call(wte.call(ids) + wpe.weight!.narrow(0, 0, ids.shape[1])); // (B, S, H)
    }

    public override Func<int, Tensor, Tensor> Prepare(Tensor states, Tensor? mask)
    {
        var future = AttentionBias.Future(states.shape[1], states.device); // (1, 1, S, S)
        var context = new AttentionContext(AttentionBias.Hide(AttentionBias.Either(future, mask)));
        return (block, x) => block == h.Count - 1 ? ln_f.call(h[block].call(x, context)) : h[block].call(x, context);
    }
}

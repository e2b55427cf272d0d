using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>
/// LSTM or GRU layers in both directions over word vectors, their states pooled. Groups <c>embeddings</c>, <c>layer.0</c> and
/// so on; the last one holds the pooling.
/// </summary>
internal sealed class WordRecurrent : Backbone
{
    private readonly WordEmbedding embeddings;
    private readonly ModuleList<RecurrentLayer> layers;
    private readonly nn.Module<Tensor, Tensor, Tensor> pooling;

    public WordRecurrent(WordEmbedding embeddings, RecurrentOptions options, PretrainedPart pretrained) : base(nameof(WordRecurrent))
    {
        this.embeddings = embeddings;
        FeatureSize = 2L * options.HiddenSize;
        layers = nn.ModuleList(Enumerable.Range(0, options.Layers).Select(i => Layer(i, options)).ToArray());
        pooling = Pooling(options.Pooling);
        LayerGroups =
        [
            new LayerGroup(WordBackboneOptions.EmbeddingsGroup, [embeddings], pretrained >= PretrainedPart.Vectors),
            .. layers.Select((layer, i) => new LayerGroup($"layer.{i}", i == options.Layers - 1 ? [layer, pooling] : [layer], pretrained == PretrainedPart.Backbone)),
        ];
        RegisterComponents();
    }

    public override long FeatureSize { get; }

    public override IReadOnlyList<LayerGroup> LayerGroups { get; }

    public override Activations Forward(Activations input, int from, int to)
    {
        if (from < 1 && to > 0) input = new(embeddings.call(input.Values), input.Mask); // (B, S, D)
        for (var layer = Math.Max(0, from - 1); layer < Math.Min(to - 1, layers.Count); layer++)
            input = new(layers[layer].call(input.Values, input.Mask!), input.Mask); // (B, S, FeatureSize)
        return from <= layers.Count && to > layers.Count ? new(Pool(input.Values, input.Mask!)) : input;
    }

    // A text without words has no states; its features are zeros, as those of the other backbones are.
    private Tensor Pool(Tensor states, Tensor mask) => pooling.call(states, mask).masked_fill(~mask.any(1, keepdim: true), 0); // (B, FeatureSize)

    private RecurrentLayer Layer(int index, RecurrentOptions options) => index == 0
        ? new(embeddings.Dimension, options.HiddenSize, options.Cell, options.EmbeddingDropout)
        : new(FeatureSize, options.HiddenSize, options.Cell, options.LayerDropout);

    private nn.Module<Tensor, Tensor, Tensor> Pooling(RecurrentPooling kind) => kind switch
    {
        RecurrentPooling.Attention => new AttentionPooling(FeatureSize),
        RecurrentPooling.Mean => new MaskedPooling(WordPooling.Mean),
        _ => new MaskedPooling(WordPooling.Max),
    };
}

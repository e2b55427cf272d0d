using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>Word vectors, averaged or maximised over the text. One layer group, <c>embeddings</c>: pooling has no weights.</summary>
internal sealed class PooledWordVectors : Backbone
{
    private readonly WordEmbedding embeddings;
    private readonly MaskedPooling pooling;
    private readonly Tensor? weights;

    /// <param name="wordWeights">What each word of the training data weighs in the mean, by row, and last any other. Null weighs all alike.</param>
    public PooledWordVectors(WordEmbedding embeddings, WordPooling pooling, PretrainedPart pretrained, float[]? wordWeights) : base(nameof(PooledWordVectors))
    {
        (this.embeddings, this.pooling) = (embeddings, new MaskedPooling(pooling));
        weights = wordWeights is null ? null : tensor(wordWeights).DetachFromDisposeScope(); // (SeenCount + 1)
        FeatureSize = embeddings.Dimension * (pooling == WordPooling.MeanMax ? 2 : 1);
        LayerGroups = [new LayerGroup(WordBackboneOptions.EmbeddingsGroup, [embeddings], pretrained >= PretrainedPart.Vectors)];
        RegisterComponents();
    }

    public override long FeatureSize { get; }

    public override IReadOnlyList<LayerGroup> LayerGroups { get; }

    public override Activations Forward(Activations input, int from, int to) =>
        from > 0 || to == 0 ? input : new(Pool(input.Values, input.Mask!)); // (B, FeatureSize)

    private Tensor Pool(Tensor ids, Tensor mask)
    {
        var vectors = embeddings.call(ids); // (B, S, D)
        return weights is null ? pooling.call(vectors, mask) : pooling.Weighted(vectors, mask, WeightsOf(ids));
    }

    private Tensor WeightsOf(Tensor ids) => weights!.index_select(0, ids.clamp_max(embeddings.SeenCount).flatten()).view(ids.shape); // (B, S)
}

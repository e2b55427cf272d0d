using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>Word vectors, averaged or maximised over the text. One layer group, <c>embeddings</c>: pooling has no weights.</summary>
internal sealed class PooledWordVectors : Backbone
{
    private readonly WordEmbedding embeddings;
    private readonly WordPooling pooling;
    private readonly MaskedPooling unweighted;
    private readonly Tensor? weights;

    /// <param name="wordWeights">What each word of the training data weighs in the mean, by row, and last any other. Null weighs all alike.</param>
    public PooledWordVectors(WordEmbedding embeddings, WordPooling pooling, PretrainedPart pretrained, float[]? wordWeights) : base(nameof(PooledWordVectors))
    {
        (this.embeddings, this.pooling, unweighted) = (embeddings, pooling, new MaskedPooling(pooling));
        weights = wordWeights is null ? null : tensor(wordWeights).DetachFromDisposeScope(); // (SeenCount + 1)
        FeatureSize = embeddings.Dimension * (pooling == WordPooling.MeanMax ? 2 : 1);
        LayerGroups = [new LayerGroup(WordBackboneOptions.EmbeddingsGroup, [embeddings], pretrained >= PretrainedPart.Vectors)];
        RegisterComponents();
    }

    public override long FeatureSize { get; }

    public override IReadOnlyList<LayerGroup> LayerGroups { get; }

    public override Activations Forward(Activations input, int from, int to) =>
        from > 0 || to == 0 ? input : new(Pool(input.Values, input.Mask!)); // (B, FeatureSize)

    internal override Activations Embed(Activations input) => new(embeddings.call(input.Values), input.Mask); // (B, S, D)

    internal override Tensor FeaturesOf(Tensor vectors, Activations input) => Pool(vectors, input.Values, input.Mask!);

    private Tensor Pool(Tensor ids, Tensor mask)
    {
        if (pooling == WordPooling.Mean && weights is null) return MaskedPooling.Mean(embeddings.Sum(ids), mask);
        return Pool(embeddings.call(ids), ids, mask);
    }

    private Tensor Pool(Tensor vectors, Tensor ids, Tensor mask)
    {
        if (weights is null) return unweighted.call(vectors, mask);
        var mean = MaskedPooling.Mean(WeightsOf(ids).unsqueeze(1).bmm(vectors).squeeze(1), mask); // (B, D)
        return pooling == WordPooling.Mean ? mean : cat([mean, MaskedPooling.Max(vectors, mask)], dim: 1);
    }

    private Tensor WeightsOf(Tensor ids) => weights!.index_select(0, ids.clamp_max(embeddings.SeenCount).flatten()).view(ids.shape); // (B, S)
}

namespace NlpTransfer.Backbones;

/// <summary>Word vectors, averaged or maximised over the text. One layer group, <c>embeddings</c>: pooling has no weights.</summary>
internal sealed class PooledWordVectors : Backbone
{
    private readonly WordEmbedding embeddings;
    private readonly MaskedPooling pooling;

    public PooledWordVectors(WordEmbedding embeddings, WordPooling pooling, PretrainedPart pretrained) : base(nameof(PooledWordVectors))
    {
        (this.embeddings, this.pooling) = (embeddings, new MaskedPooling(pooling));
        FeatureSize = embeddings.Dimension * (pooling == WordPooling.MeanMax ? 2 : 1);
        LayerGroups = [new LayerGroup(WordBackboneOptions.EmbeddingsGroup, [embeddings], pretrained >= PretrainedPart.Vectors)];
        RegisterComponents();
    }

    public override long FeatureSize { get; }

    public override IReadOnlyList<LayerGroup> LayerGroups { get; }

    public override Activations Forward(Activations input, int from, int to) =>
        from > 0 || to == 0 ? input : new(pooling.call(embeddings.call(input.Values), input.Mask!)); // (B, FeatureSize)
}

using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>Word vectors, averaged or maximised over the text. One layer group, <c>embeddings</c>: pooling has no weights.</summary>
internal sealed class PooledWordVectors : Backbone
{
    private readonly WordEmbedding embeddings;
    private readonly WordPooling pooling;

    public PooledWordVectors(WordEmbedding embeddings, WordPooling pooling, PretrainedPart pretrained) : base(nameof(PooledWordVectors))
    {
        (this.embeddings, this.pooling) = (embeddings, pooling);
        FeatureSize = embeddings.Dimension * (pooling == WordPooling.MeanMax ? 2 : 1);
        LayerGroups = [new LayerGroup(WordBackboneOptions.EmbeddingsGroup, [embeddings], pretrained >= PretrainedPart.Vectors)];
        RegisterComponents();
    }

    public override long FeatureSize { get; }

    public override IReadOnlyList<LayerGroup> LayerGroups { get; }

    public override Activations Forward(Activations input, int from, int to)
    {
        if (from > 0 || to == 0) return input;
        var mask = input.Mask!.unsqueeze(-1); // (B, S, 1)
        var vectors = embeddings.call(input.Values); // (B, S, D)
        return new(pooling switch
        {
            WordPooling.Mean => Mean(vectors, mask),
            WordPooling.Max => Max(vectors, mask),
            _ => cat([Mean(vectors, mask), Max(vectors, mask)], dim: 1),
        });
    }

    // Padding has a vector of zeros, so that the sum needs no mask.
    private static Tensor Mean(Tensor vectors, Tensor mask) => vectors.sum(1) / mask.sum(1).clamp_min(1); // (B, D)

    // A text without words has no largest value; its features are zeros, as its mean is.
    private static Tensor Max(Tensor vectors, Tensor mask)
    {
        var largest = vectors.masked_fill(~mask, float.NegativeInfinity).amax(1); // (B, D)
        return largest.masked_fill(~mask.any(1), 0);
    }
}

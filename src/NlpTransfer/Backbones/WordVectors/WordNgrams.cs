using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>
/// The means of word vectors and of hashed n-gram vectors, side by side. Groups <c>embeddings</c> and <c>ngrams</c>. The upper
/// group needs the word ids too, so what crosses the boundary between them is the ids: the lower one is nothing but a lookup.
/// </summary>
internal sealed class WordNgrams : Backbone
{
    // fastText's multiplier; the products wrap around.
    private const long HashFactor = 116_049_371;

    private readonly WordEmbedding embeddings;
    private readonly WordDropout words;
    private readonly Embedding ngrams;
    private readonly int longest;

    public WordNgrams(WordEmbedding embeddings, NgramOptions options, PretrainedPart pretrained) : base(nameof(WordNgrams))
    {
        (this.embeddings, longest) = (embeddings, options.LongestNgram);
        words = new WordDropout(options.WordDropout);
        ngrams = nn.Embedding(options.Buckets, options.NgramDimension);
        using (no_grad()) ngrams.weight!.uniform_(-1.0 / options.NgramDimension, 1.0 / options.NgramDimension);
        FeatureSize = embeddings.Dimension + options.NgramDimension;
        LayerGroups =
        [
            new LayerGroup(WordBackboneOptions.EmbeddingsGroup, [embeddings], pretrained >= PretrainedPart.Vectors),
            new LayerGroup("ngrams", [ngrams, words], pretrained == PretrainedPart.Backbone),
        ];
        RegisterComponents();
    }

    public override long FeatureSize { get; }

    public override IReadOnlyList<LayerGroup> LayerGroups { get; }

    public override Activations Forward(Activations input, int from, int to) => from > 1 || to < 2 ? input : new(Features(input.Values, words.call(input.Mask!)));

    /// <summary>Beside each word's vector its part of those of the sequences that it belongs to, <c>(B, S, D + N)</c>.</summary>
    internal override Activations Embed(Activations input)
    {
        var (ids, mask) = (input.Values, input.Mask!);
        var parts = zeros([ids.shape[0], ids.shape[1], ngrams.weight!.shape[1]], device: ids.device); // (B, S, N)
        foreach (var (n, hash, complete) in Sequences(ids, mask))
        {
            var share = ngrams.call(hash.remainder(ngrams.weight!.shape[0])) * (complete.unsqueeze(-1).to_type(float32) / n); // (B, S - n + 1, N)
            for (var place = 0; place < n; place++) parts.narrow(1, place, hash.shape[1]).add_(share);
        }
        return new(cat([embeddings.call(ids), parts], dim: 2), mask);
    }

    internal override Tensor FeaturesOf(Tensor vectors, Activations input)
    {
        var sums = Sum(vectors, input.Mask!); // (B, D + N)
        var counts = zeros([input.Values.shape[0], 1], device: vectors.device);
        foreach (var (_, _, complete) in Sequences(input.Values, input.Mask!)) counts = counts + complete.sum(1, keepdim: true);
        return cat([sums.narrow(1, 0, embeddings.Dimension) / input.Mask!.sum(1, keepdim: true).clamp_min(1), sums.narrow(1, embeddings.Dimension, sums.shape[1] - embeddings.Dimension) / counts.clamp_min(1)], dim: 1);
    }

    private Tensor Features(Tensor ids, Tensor mask)
    {
        var sums = zeros([ids.shape[0], ngrams.weight!.shape[1]], device: ids.device); // (B, N)
        var counts = zeros([ids.shape[0], 1], device: ids.device);
        foreach (var (_, hash, complete) in Sequences(ids, mask))
        {
            sums = sums + Sum(ngrams.call(hash.remainder(ngrams.weight!.shape[0])), complete);
            counts = counts + complete.sum(1, keepdim: true);
        }
        return cat([Sum(embeddings.call(ids), mask) / mask.sum(1, keepdim: true).clamp_min(1), sums / counts.clamp_min(1)], dim: 1); // (B, D + N)
    }

    // Of the n words that begin at each place, (B, S - n + 1): their hash, and whether all of them are there.
    private IEnumerable<(int Length, Tensor Hash, Tensor Complete)> Sequences(Tensor ids, Tensor mask)
    {
        var (hash, complete) = (ids, mask);
        for (var n = 2; n <= longest && ids.shape[1] >= n; n++)
        {
            var places = ids.shape[1] - n + 1;
            hash = (hash.narrow(1, 0, places) * HashFactor) + ids.narrow(1, n - 1, places);
            complete = complete.narrow(1, 0, places) & mask.narrow(1, n - 1, places);
            yield return (n, hash, complete);
        }
    }

    private static Tensor Sum(Tensor vectors, Tensor mask) => mask.to_type(vectors.dtype).unsqueeze(1).bmm(vectors).squeeze(1); // (B, D)
}

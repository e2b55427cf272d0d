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

    private Tensor Features(Tensor ids, Tensor mask)
    {
        var sums = zeros([ids.shape[0], ngrams.weight!.shape[1]], device: ids.device); // (B, N)
        var counts = zeros([ids.shape[0], 1], device: ids.device);
        var (hash, complete) = (ids, mask); // (B, S - n + 1): of the n words that begin at each place
        for (var n = 2; n <= longest && ids.shape[1] >= n; n++)
        {
            var places = ids.shape[1] - n + 1;
            hash = (hash.narrow(1, 0, places) * HashFactor) + ids.narrow(1, n - 1, places);
            complete = complete.narrow(1, 0, places) & mask.narrow(1, n - 1, places);
            sums = sums + Sum(ngrams.call(hash.remainder(ngrams.weight!.shape[0])), complete);
            counts = counts + complete.sum(1, keepdim: true);
        }
        return cat([Sum(embeddings.call(ids), mask) / mask.sum(1, keepdim: true).clamp_min(1), sums / counts.clamp_min(1)], dim: 1); // (B, D + N)
    }

    private static Tensor Sum(Tensor vectors, Tensor mask) => mask.to_type(vectors.dtype).unsqueeze(1).bmm(vectors).squeeze(1); // (B, D)
}

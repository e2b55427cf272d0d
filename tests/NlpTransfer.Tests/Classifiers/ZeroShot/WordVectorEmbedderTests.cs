using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.Embeddings;

namespace NlpTransfer.Tests.Classifiers.ZeroShot;

public sealed class WordVectorEmbedderTests
{
    [Fact]
    public void Embed_OfWordsOfOneRank_IsTheirMeanInWhateverOrder()
    {
        using var vectors = Ranked();
        var embedder = new WordVectorEmbedder(vectors);
        var (one, other) = (embedder.Embed(TextDataset.FromTexts(["w0 w999", "w999 unheard-of w0"]))[0], embedder.Embed(TextDataset.FromTexts(["w999 w0"]))[0]);
        Assert.Equal(one, other);
        Assert.Equal(1, one[0] + one[1], 1e-5); // w0 is (1, 0), all others are (0, 1): the weights of a mean sum to 1
    }

    [Fact]
    public void Embed_OfAFrequentAndARareWord_CountsTheRareOneMore()
    {
        using var vectors = Ranked();
        var mean = new WordVectorEmbedder(vectors).Embed(TextDataset.FromTexts(["w0 w999"]))[0];
        Assert.True(mean[0] < 0.05 && mean[1] > 0.95, $"{mean[0]} {mean[1]}");
    }

    private static WordVectors Ranked() =>
        WordVectors.Create([.. Enumerable.Range(0, 1000).Select(i => $"w{i}")], Enumerable.Range(0, 1000).SelectMany(i => i == 0 ? new[] { 1f, 0f } : [0f, 1f]).ToArray(), 2);
}

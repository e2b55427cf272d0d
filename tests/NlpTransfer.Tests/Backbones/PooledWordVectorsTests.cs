using NlpTransfer.Backbones;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Backbones;

public class PooledWordVectorsTests
{
    // Rows: padding, unknown, a word that is three quarters of the training data, one that never occurs there; then one only the vectors know.
    private static readonly float[] Seen = [0, 0, 1, 1, 8, 4, 2, 6], Unseen = [5, 3];
    private static readonly WordShares Shares = new([0, 1, 3], 4);

    [Fact]
    public void Sif_WeighsAWordByItsShareOfTheTrainingData()
    {
        using var scope = NewDisposeScope();
        var features = Create(new PoolingOptions { Sif = 0.5 }).Features(Text(2, 1, 3, 4));
        // a / (a + p): 2/5 for the frequent word, 2/3 for one that occurs once or never; 7/15 on average over the training data.
        var (frequent, rare) = (2f / 5 * 15 / 7, 2f / 3 * 15 / 7);
        float[] expected = [((frequent * 8) + (rare * (1 + 2 + 5))) / 4, ((frequent * 4) + (rare * (1 + 6 + 3))) / 4];
        Assert.All(features.data<float>().ToArray().Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-5f));
    }

    [Fact]
    public void Sif_WithMeanAndMax_WeighsTheMeanAlone()
    {
        using var scope = NewDisposeScope();
        var mean = Create(new PoolingOptions { Sif = 0.5 }).Features(Text(2, 3)).data<float>().ToArray();
        var both = Create(new PoolingOptions { Sif = 0.5, Pooling = WordPooling.MeanMax }).Features(Text(2, 3)).data<float>().ToArray();
        Assert.Equal([.. mean, 8, 6], both);
    }

    [Fact]
    public void Validate_OfSifWhereItMeansNothing_SaysSo()
    {
        Assert.Equal(["Sif must be above 0, was 0."], new PoolingOptions { Sif = 0 }.Validate());
        Assert.Contains("must be null where Pooling is Max", Assert.Single(new PoolingOptions { Sif = 1, Pooling = WordPooling.Max }.Validate()));
    }

    private static Backbone Create(PoolingOptions options)
    {
        var backbone = options.Build(new WordEmbedding(tensor(Seen, [4, 2]), tensor(Unseen, [1, 2])), PretrainedPart.Vectors, Shares);
        backbone.eval();
        return backbone;
    }

    private static Activations Text(params long[] ids) => new(tensor(ids, [1, ids.Length]), ones(1, ids.Length, dtype: ScalarType.Bool));
}

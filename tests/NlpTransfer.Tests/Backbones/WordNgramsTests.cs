using NlpTransfer.Backbones;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Backbones;

public class WordNgramsTests
{
    private const int Buckets = 97;

    [Fact]
    public void Features_OfAText_AreTheMeansOfItsWordsAndOfItsHashedNgrams()
    {
        using var scope = NewDisposeScope();
        var words = rand(6, 3);
        var backbone = Create(words, longest: 3);
        var ngrams = backbone.state_dict()["ngrams.weight"];
        long[] text = [4, 2, 5, 3];
        long[] rows = [Bucket(4, 2), Bucket(2, 5), Bucket(5, 3), Bucket(4, 2, 5), Bucket(2, 5, 3)];
        var features = backbone.Features(new(tensor(text, [1, 4]), ones(1, 4, dtype: ScalarType.Bool)));
        var expected = cat([words.index_select(0, tensor(text)).mean([0]), ngrams.index_select(0, tensor(rows)).mean([0])]);
        Assert.True(allclose(expected, features[0], rtol: 0, atol: 1e-6), $"{Numbers(expected)} expected, {Numbers(features[0])} found");
    }

    [Fact]
    public void Features_OfTheSameWordsInAnotherOrder_Differ()
    {
        using var scope = NewDisposeScope();
        var backbone = Create(rand(6, 3), longest: 2);
        var features = backbone.Features(new(tensor(new long[] { 2, 3, 4, 4, 3, 2 }, [2, 3]), ones(2, 3, dtype: ScalarType.Bool)));
        Assert.True(allclose(features[0].narrow(0, 0, 3), features[1].narrow(0, 0, 3), rtol: 0, atol: 1e-6)); // the words' mean does not see order
        Assert.NotEqual(Numbers(features[0].narrow(0, 3, 4)), Numbers(features[1].narrow(0, 3, 4)));
    }

    [Fact]
    public void Features_OfOneWord_HaveNoNgrams()
    {
        using var scope = NewDisposeScope();
        var features = Create(rand(6, 3), longest: 2).Features(new(tensor(new long[] { 2 }, [1, 1]), ones(1, 1, dtype: ScalarType.Bool)));
        Assert.Equal([0f, 0, 0, 0], features[0].narrow(0, 3, 4).data<float>().ToArray());
    }

    [Fact]
    public void Validate_OfFaultyOptions_ReportsThemAll() => Assert.Equal(
        ["LongestNgram must be from 2 to 5, was 1.", "Buckets must be at least 1, was 0.", "NgramDimension must be at least 1, was 0.", "WordDropout must be from 0 to below 1, was 1."],
        new NgramOptions { LongestNgram = 1, Buckets = 0, NgramDimension = 0, WordDropout = 1 }.Validate());

    private static Backbone Create(Tensor words, int longest)
    {
        var options = new NgramOptions { Buckets = Buckets, LongestNgram = longest, NgramDimension = 4 };
        var backbone = options.Build(new WordEmbedding(words.clone(), zeros(0, 3)), PretrainedPart.Vectors);
        backbone.eval();
        return backbone;
    }

    private static long Bucket(params long[] words)
    {
        var hash = words.Aggregate((h, word) => unchecked((h * 116_049_371) + word));
        return ((hash % Buckets) + Buckets) % Buckets;
    }

    private static string Numbers(Tensor values) => string.Join(" ", values.data<float>().ToArray());
}

using NlpTransfer.Backbones;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Backbones;

public class WordRecurrentTests
{
    [Theory]
    [InlineData(RecurrentCell.Lstm, RecurrentPooling.Max)]
    [InlineData(RecurrentCell.Lstm, RecurrentPooling.Attention)]
    [InlineData(RecurrentCell.Gru, RecurrentPooling.Mean)]
    public void Features_OfATextWithoutWords_AreZerosAndItsGradientsNumbers(RecurrentCell cell, RecurrentPooling pooling)
    {
        using var scope = NewDisposeScope();
        var backbone = Create(new RecurrentOptions { Cell = cell, Pooling = pooling, HiddenSize = 4 });
        var features = backbone.Features(new(tensor(new long[] { 0, 0, 0, 3, 1, 2 }, [2, 3]), tensor(new[] { false, false, false, true, true, true }, [2, 3])));
        features.sum().backward();
        Assert.All(features[0].data<float>().ToArray(), v => Assert.Equal(0, v));
        Assert.All(features[1].data<float>().ToArray(), v => Assert.NotEqual(0, v));
        foreach (var (name, parameter) in backbone.named_parameters()) Assert.True(parameter.grad!.isfinite().all().ToBoolean(), name);
    }

    [Fact]
    public void AttentionPooling_WithAContextOfZeros_IsTheMean()
    {
        using var scope = NewDisposeScope();
        var pooling = new AttentionPooling(2);
        using (no_grad()) pooling.state_dict()["context.weight"].zero_();
        var pooled = pooling.call(tensor(new float[] { 1, 2, 3, 6, 100, 100 }, [1, 3, 2]), tensor(new[] { true, true, false }, [1, 3]));
        Assert.Equal([2, 4], pooled.data<float>().ToArray());
    }

    [Fact]
    public void AttentionPooling_WithALargeContext_TakesTheWordItPointsAt()
    {
        using var scope = NewDisposeScope();
        var pooling = new AttentionPooling(2);
        using (no_grad())
        {
            pooling.state_dict()["projection.weight"].copy_(eye(2));
            pooling.state_dict()["projection.bias"].zero_();
            pooling.state_dict()["context.weight"].copy_(tensor(new float[] { 1000, 0 }, [1, 2]));
        }
        var pooled = pooling.call(tensor(new float[] { -1, 2, 1, 5, 9, 9 }, [1, 3, 2]), tensor(new[] { true, true, false }, [1, 3]));
        Assert.Equal([1, 5], pooled.data<float>().ToArray());
    }

    [Fact]
    public void Groups_OfTwoLayers_AreEmbeddingsAndEachLayer()
    {
        using var scope = NewDisposeScope();
        var groups = Create(new RecurrentOptions { Layers = 2, HiddenSize = 4 }).LayerGroups;
        Assert.Equal([("embeddings", true), ("layer.0", false), ("layer.1", false)], groups.Select(g => (g.Name, g.IsPretrained)));
    }

    [Fact]
    public void Validate_OfFaultyOptions_ReportsThemAll()
    {
        var options = new RecurrentOptions { Cell = (RecurrentCell)7, HiddenSize = 0, Layers = 0, Pooling = (RecurrentPooling)7, EmbeddingDropout = 1, LayerDropout = -0.5 };
        Assert.Equal(
            [
                "Cell must be Lstm or Gru, was 7.", "HiddenSize must be at least 1, was 0.", "Layers must be at least 1, was 0.", "Pooling must be Max, Mean or Attention, was 7.",
                "EmbeddingDropout must be from 0 to below 1, was 1.", "LayerDropout must be from 0 to below 1, was -0.5.",
            ], options.Validate());
    }

    private static Backbone Create(RecurrentOptions options)
    {
        manual_seed(1);
        return options.Build(new WordEmbedding(cat([zeros(1, 3), randn(4, 3)]), zeros(0, 3)), PretrainedPart.Vectors);
    }
}

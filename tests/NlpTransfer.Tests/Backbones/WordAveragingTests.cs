using NlpTransfer.Backbones;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Backbones;

public class WordAveragingTests
{
    [Fact]
    public void Features_OfAText_AreThoseOfTheMeanOfItsVectors()
    {
        using var scope = NewDisposeScope();
        var table = tensor(new float[] { 0, 0, 9, 9, 1, -4, 3, 2 }, [4, 2]);
        var backbone = new AveragingOptions { HiddenSizes = [2] }.Build(new WordEmbedding(table, zeros(0, 2)), PretrainedPart.Vectors);
        backbone.eval();
        using (no_grad())
        {
            backbone.state_dict()["hidden.0.weight"].copy_(eye(2));
            backbone.state_dict()["hidden.0.bias"].copy_(tensor(new[] { 0.5f, 0.5f }));
        }
        var features = backbone.Features(new(tensor(new long[] { 2, 3, 0, 0, 0, 0 }, [2, 3]), tensor(new[] { true, true, false, false, false, false }, [2, 3])));
        Assert.Equal([2.5f, 0, 0.5f, 0.5f], features.data<float>().ToArray()); // relu of (2, -1) and of (0, 0), each with the bias
    }

    [Fact]
    public void WordDropout_InTraining_LeavesOutItsShareOfTheRealWordsOnly()
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        var mask = arange(200).unsqueeze(0).lt(tensor(new long[] { 200, 100 }).unsqueeze(1)).repeat(50, 1); // (100, 200)
        var kept = new WordDropout(0.3).call(mask);
        Assert.False(kept.logical_and(~mask).any().ToBoolean());
        Assert.InRange(kept.sum().ToDouble() / mask.sum().ToDouble(), 0.68, 0.72);
    }

    [Fact]
    public void WordDropout_ThatWouldTakeEveryWord_TakesNone()
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        var kept = new WordDropout(0.9).call(ones(500, 1, dtype: ScalarType.Bool));
        Assert.True(kept.all().ToBoolean());
    }

    [Fact]
    public void WordDropout_InEvalMode_LeavesTheMaskAlone()
    {
        using var scope = NewDisposeScope();
        var dropout = new WordDropout(0.9);
        dropout.eval();
        Assert.True(dropout.call(ones(5, 50, dtype: ScalarType.Bool)).all().ToBoolean());
    }

    [Fact]
    public void Validate_OfFaultyOptions_ReportsThemAll()
    {
        Assert.Equal(
            ["HiddenSizes must be at least 1, was 0.", "WordDropout must be from 0 to below 1, was 1.", "LayerDropout must be from 0 to below 1, was -1."],
            new AveragingOptions { HiddenSizes = [5, 0], WordDropout = 1, LayerDropout = -1 }.Validate());
        Assert.Contains("must hold at least one width", Assert.Single(new AveragingOptions { HiddenSizes = [] }.Validate()));
    }
}

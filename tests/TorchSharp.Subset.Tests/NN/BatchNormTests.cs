using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Tests.NN;

public class BatchNormTests
{
    [Fact]
    public void Forward_WhileTraining_MovesTheRunningStatisticsByTheirMomentum()
    {
        using DisposeScope scope = NewDisposeScope();
        BatchNorm2d norm = BatchNorm2d(1, momentum: 0.25);
        Tensor batch = tensor([1f, 2f, 3f, 6f]).view(2, 1, 2, 1);
        norm.call(batch);
        // Mean 3, unbiased variance 14 / 3: a quarter of them enters.
        Assert.Equal(0.25 * 3, norm.running_mean!.ToDouble(), 1e-6);
        Assert.Equal(0.75 + (0.25 * 14 / 3), norm.running_var!.ToDouble(), 1e-6);
        Assert.Equal(1, norm.num_batches_tracked!.item<long>());
        norm.Dispose();
    }

    [Fact]
    public void Forward_InEvaluation_LeavesTheStatisticsBitForBit()
    {
        using DisposeScope scope = NewDisposeScope();
        BatchNorm1d norm = BatchNorm1d(3);
        norm.call(randn(8, 3));
        norm.eval();
        byte[] mean = norm.running_mean!.bytes.ToArray(), variance = norm.running_var!.bytes.ToArray();
        Tensor result = norm.call(randn(8, 3) * 100);
        Assert.Equal(mean, norm.running_mean!.bytes.ToArray());
        Assert.Equal(variance, norm.running_var!.bytes.ToArray());
        Assert.Equal(1, norm.num_batches_tracked!.item<long>());
        Assert.True(result.abs().max().ToDouble() > 10);
        norm.Dispose();
    }

    [Fact]
    public void Forward_WithoutRunningStatistics_UsesTheBatchEvenInEvaluation()
    {
        using DisposeScope scope = NewDisposeScope();
        BatchNorm1d norm = BatchNorm1d(2, track_running_stats: false);
        norm.eval();
        Assert.Equal(0, norm.call(randn(16, 2) + 7).mean().ToDouble(), 1e-5);
        Assert.Empty(norm.named_buffers());
        norm.Dispose();
    }

    [Fact]
    public void Forward_OfOneValueAChannelWhileTraining_IsRefusedAndKeepsTheStatistics()
    {
        using DisposeScope scope = NewDisposeScope();
        BatchNorm1d norm = BatchNorm1d(2);
        Assert.Contains("[1, 2]", Assert.Throws<ArgumentException>(() => norm.call(ones(1, 2))).Message);
        Assert.Equal([1f, 1f], norm.running_var!.data<float>().ToArray());
        norm.eval();
        Assert.Equal([1, 2], norm.call(ones(1, 2)).shape);
        norm.Dispose();
    }

    [Fact]
    public void Forward_OfAWrongRank_NamesTheShape()
    {
        using DisposeScope scope = NewDisposeScope();
        Assert.Contains("BatchNorm2d: expected an input of 4 dimensions, got shape [2, 3]", Assert.Throws<ArgumentException>(() => BatchNorm2d(3).call(ones(2, 3))).Message);
    }

    [Fact]
    public void InstanceNorm_OfAnUnbatchedInput_EqualsItsBatchOfOne()
    {
        using DisposeScope scope = NewDisposeScope();
        InstanceNorm1d norm = InstanceNorm1d(2);
        Tensor one = randn(2, 5);
        Assert.True(norm.call(one).allclose(norm.call(one.unsqueeze(0)).squeeze(0)));
    }
}

using System.Security.Cryptography;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Tests.NN;

public class DropoutTests
{
    [Theory]
    [InlineData(0.1, "1F6AC2DBC1109D71")]
    [InlineData(0.5, "4B327ADF12258A5F")]
    public void Dropout_UnderASeed_GivesTheRecordedMaskAtAnyThreadCount(double p, string golden)
    {
        int before = get_num_threads();
        try
        {
            foreach (int threads in (int[])[1, 2, 4])
            {
                set_num_threads(threads);
                manual_seed(1234);
                using DisposeScope scope = NewDisposeScope();
                Tensor kept = Dropout(p).call(ones(300_001)) > 0;
                Assert.Equal((threads, golden), (threads, Convert.ToHexString(SHA256.HashData(kept.bytes)[..8])));
            }
        }
        finally
        {
            set_num_threads(before);
        }
    }

    [Fact]
    public void Dropout_WhileTraining_KeepsTheMean_AndDoesNothingInEvaluation()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(2);
        Dropout dropout = Dropout(0.3);
        Tensor x = ones(200_000);
        Tensor dropped = dropout.call(x);
        Assert.Equal(1, dropped.mean().ToDouble(), 0.01);
        Assert.Equal(1 / 0.7, dropped.max().ToDouble(), 1e-5);
        dropout.eval();
        Assert.True(dropout.call(x).equal(x).all().ToBoolean());
    }

    [Fact]
    public void Dropout2d_DropsWholeChannels()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(2);
        Tensor sums = Dropout2d(0.5).call(ones(4, 50, 3, 3)).sum([2L, 3]);
        Assert.All(sums.data<float>(), s => Assert.True(s is 0 or 18));
        Assert.InRange(sums.count_nonzero().ToInt64(), 70, 130);
    }

    [Fact]
    public void Dropout1d_OfAnUnbatchedInput_DropsWholeChannels()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(2);
        Tensor sums = Dropout1d(0.5).call(ones(60, 4)).sum([1L]);
        Assert.All(sums.data<float>(), s => Assert.True(s is 0 or 8));
        Assert.InRange(sums.count_nonzero().ToInt64(), 15, 45);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public void Dropout_WithAWrongProbability_IsRefused(double p)
    {
        using Tensor x = ones(2);
        using Dropout dropout = Dropout(p);
        Assert.Throws<ArgumentOutOfRangeException>(() => dropout.call(x));
    }
}

using System.Security.Cryptography;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Random;

/// <summary>
/// Our own Bernoulli kernel. The hashes are of its masks under seed 1234, the first 8 bytes of SHA-256 over one byte an element,
/// recorded from its first version: they must never change, or a resumed training would go another way.
/// </summary>
public class BernoulliTests
{
    [Theory]
    [InlineData(1, 0.5, "4BF5122F344554C5")]
    [InlineData(1000, 0.1, "9FCD553901992679")]
    [InlineData(100_000, 0.9, "A1DCB58118FDA8DC")]
    [InlineData(1_000_003, 0.5, "D3D0B62BDD8D982F")]
    public void Mask_UnderASeed_EqualsTheRecordedOneAtAnyThreadCount(long size, double probability, string golden)
    {
        int before = get_num_threads();
        try
        {
            foreach (int threads in (int[])[1, 2, 4])
            {
                set_num_threads(threads);
                Assert.Equal((threads, golden), (threads, HashOfMask(size, probability)));
            }
        }
        finally
        {
            set_num_threads(before);
        }
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Mask_HasItsMeanAndVariance(double probability)
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        Tensor mask = empty(1_000_000).bernoulli_(probability);
        double sigma = Math.Sqrt(probability * (1 - probability));
        Assert.Equal(probability, mask.mean().ToDouble(), 5 * sigma / 1000);
        Assert.Equal(sigma * sigma, mask.var().ToDouble(), 0.002);
        Assert.Equal([0.0, 1.0], mask.unique().output.to(float64).data<double>().ToArray());
    }

    [Fact]
    public void NeighbouringDraws_AreNotCorrelated()
    {
        using var scope = NewDisposeScope();
        manual_seed(6);
        Tensor centred = empty(1_000_000).bernoulli_(0.5) - 0.5;
        foreach (long lag in (long[])[1, 2, 16, 64, 65, 4096])
            Assert.Equal(0, centred.narrow(0, 0, 1_000_000 - lag).mul(centred.narrow(0, lag, 1_000_000 - lag)).mean().ToDouble(), 0.25 * 5 / 1000);
    }

    [Fact]
    public void TwoDraws_Differ_AndASeedRepeatsThem()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        Tensor first = empty(1000).bernoulli_(0.5), second = empty(1000).bernoulli_(0.5);
        manual_seed(1);
        Tensor again = empty(1000).bernoulli_(0.5);
        Assert.False(first.Equals(second));
        Assert.True(first.Equals(again));
    }

    [Fact]
    public void CertainAndImpossible_AreExact()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(100_000, empty(100_000).bernoulli_(1).sum().ToDouble());
        Assert.Equal(0, empty(100_000).bernoulli_(0).sum().ToDouble());
    }

    [Fact]
    public void EveryDtypeAndLayout_GetsTheSameMask()
    {
        using var scope = NewDisposeScope();
        Tensor expected = Draw(() => empty(64, 32));
        foreach (ScalarType type in (ScalarType[])[ScalarType.Float64, ScalarType.Float16, ScalarType.BFloat16, ScalarType.Bool, ScalarType.Byte, ScalarType.Int64])
            Assert.True(Draw(() => empty(64, 32, type)).to(ScalarType.Float32).Equals(expected), $"{type}");
        Assert.True(Draw(() => empty(32, 64).t()).Equals(expected), "transposed");
    }

    private static Tensor Draw(Func<Tensor> empty)
    {
        manual_seed(9);
        return empty().bernoulli_(0.3);
    }

    private static string HashOfMask(long size, double probability)
    {
        using var scope = NewDisposeScope();
        manual_seed(1234);
        Tensor mask = empty(size, ScalarType.Float32).bernoulli_(probability).to(ScalarType.Byte);
        return Convert.ToHexString(SHA256.HashData(mask.bytes))[..16];
    }
}

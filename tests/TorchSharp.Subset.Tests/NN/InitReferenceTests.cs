using static TorchSharp.Tests.NN.ReferenceValues;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.init;

namespace TorchSharp.Tests.NN;

public class InitReferenceTests
{
    private static readonly Dictionary<string, (long[] Shape, Func<Tensor, Tensor> Fill)> Cases = new()
    {
        ["kaiming_uniform_"] = ([3, 4], t => kaiming_uniform_(t, 0.5)),
        ["kaiming_normal_"] = ([3, 4, 2], t => kaiming_normal_(t, 0, FanInOut.FanOut, NonlinearityType.ReLU)),
        ["xavier_uniform_"] = ([3, 4], t => xavier_uniform_(t, 1.5)),
        ["xavier_normal_"] = ([3, 4], t => xavier_normal_(t)),
        ["orthogonal_.wide"] = ([3, 5], t => orthogonal_(t, 2)),
        ["orthogonal_.tall"] = ([5, 3], t => orthogonal_(t)),
        ["sparse_"] = ([5, 3], t => sparse_(t, 0.3, 0.1)),
        ["dirac_"] = ([3, 2, 3], dirac_),
        ["eye_"] = ([3, 4], eye_),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Init_UnderASeed_DrawsWhatLibtorchDraws(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        (long[] shape, Func<Tensor, Tensor> fill) = Cases[name];
        manual_seed(11);
        Tensor filled = zeros(shape);
        Assert.Same(filled, fill(filled));
        AssertClose(name, Recorded.Values(name), filled);
    }

    [Fact]
    public void TruncNormal_StaysInsideItsBoundsWithItsMean()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(3);
        Tensor drawn = trunc_normal_(empty(100_000), mean: 1, std: 2, a: -1, b: 3);
        Assert.InRange(drawn.min().ToDouble(), -1, -0.9);
        Assert.InRange(drawn.max().ToDouble(), 2.9, 3);
        Assert.Equal(1, drawn.mean().ToDouble(), 0.02);
        // The standard deviation of a normal cut at one sigma on both sides: 0.5396 sigma.
        Assert.Equal(2 * 0.5396, drawn.std().ToDouble(), 0.01);
    }

    [Fact]
    public void Init_OfATensorThatRequiresGrad_LeavesItALeaf()
    {
        using var weight = Parameter(empty(3, 3));
        orthogonal_(weight);
        Assert.True(weight.is_leaf && weight.requires_grad);
    }

    [Theory]
    [InlineData(NonlinearityType.Linear, 1.0)]
    [InlineData(NonlinearityType.Tanh, 5.0 / 3)]
    [InlineData(NonlinearityType.ReLU, 1.4142135623730951)]
    public void CalculateGain_IsPyTorchs(NonlinearityType nonlinearity, double gain) => Assert.Equal(gain, calculate_gain(nonlinearity), 12);

    [Fact]
    public void KaimingUniform_OfAVector_NamesTheShape()
    {
        using Tensor vector = zeros(3);
        Assert.Contains("[3]", Assert.Throws<ArgumentException>(() => kaiming_uniform_(vector)).Message);
    }
}

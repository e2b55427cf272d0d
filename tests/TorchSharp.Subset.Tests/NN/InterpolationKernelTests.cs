using static TorchSharp.torch;

namespace TorchSharp.Tests.NN;

/// <summary>The replaced interpolation by one number beside libtorch's own, which a weight an element still goes to.</summary>
public sealed class InterpolationKernelTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.02)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(1.0)]
    public void Lerp_ByOneNumber_EqualsAWeightAnElement(double weight)
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(4);
        Tensor start = randn(70, 1001), end = randn(70, 1001);
        end[3] = start[3]; // a row at rest
        Tensor expected = start.clone().lerp_(end, full_like(end, weight)), found = start.clone();
        Assert.Same(found, found.lerp_(end, full([], weight)));
        Assert.True(allclose(expected, found, rtol: 0, atol: 1e-6), $"off by {(expected - found).abs().max().ToDouble()}");
        Assert.Equal(Values(start[3]), Values(found[3]));
        if (weight is 0 or 1) Assert.Equal(Values(weight == 0 ? start : end), Values(found));
    }

    [Fact]
    public void Lerp_OfOtherLayoutsAndTypes_EqualsTheChainOfOperations()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] starts = [randn(33, 50).t(), randn(20, dtype: ScalarType.Float64), randn(1, 7)];
        foreach (Tensor start in starts)
        {
            Tensor end = randn_like(start), expected = (start * 0.75) + (end * 0.25);
            Assert.True(allclose(expected, start.lerp_(end, full([], 0.25, dtype: start.dtype)), rtol: 0, atol: 1e-6));
        }
    }

    private static float[] Values(Tensor tensor) => tensor.data<float>().ToArray();
}

using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Tests.NN;

/// <summary>
/// The replaced convolution over time-major texts and the maximum over time beside libtorch's own, which other layouts go to.
/// </summary>
public sealed class ConvolutionKernelTests
{
    [Theory]
    [InlineData(1, true, 7, 11, 4, 9)]
    [InlineData(3, true, 7, 11, 4, 9)]
    [InlineData(5, false, 7, 11, 4, 9)]
    [InlineData(4, true, 40, 100, 33, 50)] // several panels and a rest, several threads
    [InlineData(5, false, 100, 64, 20, 30)] // more than is laid out at a time
    public void Convolution_OverTimeMajorTexts_EqualsTheOneOverOtherLayouts(int width, bool bias, int dimension, int filters, int batch, int length)
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(2);
        using Conv1d convolution = nn.Conv1d(dimension, filters, width, bias: bias);
        Tensor texts = randn(batch, length, dimension);
        AssertClose(convolution.call(texts.transpose(1, 2).contiguous()), convolution.call(texts.transpose(1, 2)));
    }

    [Theory]
    [InlineData(true, 7, 11, 4)]
    [InlineData(false, 7, 11, 4)]
    [InlineData(true, 60, 100, 64)] // several threads
    public void Gradients_OfFewAndOfAllWindows_EqualThoseOverOtherLayouts(bool throughMaximum, int dimension, int filters, int batch)
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(3);
        using Conv1d convolution = nn.Conv1d(dimension, filters, 3);
        Tensor texts = randn(batch, 20, dimension), upstream = randn(batch, filters);
        Tensor[] Gradients(Func<Tensor, Tensor> layout)
        {
            convolution.zero_grad();
            Tensor leaf = texts.clone().requires_grad_();
            Tensor responses = convolution.call(layout(leaf));
            ((throughMaximum ? responses.max(2).values : responses.sum(2)) * upstream).sum().backward();
            return [leaf.grad!, convolution.weight!.grad!.clone(), convolution.bias!.grad!.clone()];
        }
        foreach (var (expected, found) in Gradients(t => t.transpose(1, 2).contiguous()).Zip(Gradients(t => t.transpose(1, 2)))) AssertClose(expected, found);
    }

    [Fact]
    public void Maximum_OverTime_EqualsTheOneOverOtherLayouts()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(4);
        Tensor steps = randint(0, 4, [3, 17, 21], ScalarType.Float32); // many ties: the first counts
        steps[1, 5] = full([21], double.NaN);
        steps[1, 9] = full([21], double.NaN);
        Tensor timeMajor = steps.transpose(1, 2);
        foreach (var keep in new[] { false, true })
        {
            var (values, indexes) = timeMajor.max(2, keep);
            var (expected, first) = timeMajor.contiguous().max(2, keep);
            Assert.True(allclose(expected, values, rtol: 0, atol: 0, equal_nan: true));
            Assert.Equal(first.data<long>().ToArray(), indexes.contiguous().data<long>().ToArray());
            Assert.Equal(first.shape, indexes.shape);
        }
    }

    [Fact]
    public void Convolution_TextsShorterThanTheWindow_SaysSo()
    {
        using DisposeScope scope = NewDisposeScope();
        using Conv1d convolution = nn.Conv1d(7, 11, 5);
        var wrong = Assert.ThrowsAny<System.Runtime.InteropServices.ExternalException>(() => convolution.call(randn(2, 4, 7).transpose(1, 2)));
        Assert.Contains("Kernel size can't be greater than actual input size", wrong.Message);
    }

    private static void AssertClose(Tensor expected, Tensor found) =>
        Assert.True(allclose(expected, found, rtol: 1e-5, atol: 1e-5), $"off by {(expected - found).abs().max().ToDouble()}");
}

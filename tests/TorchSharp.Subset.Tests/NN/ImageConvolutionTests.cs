using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Tests.NN;

/// <summary>Gradients of convolutions whose input has its channels beside one another, beside those of the usual order, which libtorch computes another way.</summary>
public sealed class ImageConvolutionTests
{
    [Theory]
    [InlineData(3, 3, 1, 1, 1)]
    [InlineData(3, 5, 0, 2, 1)]
    [InlineData(5, 1, 4, 0, 1)]
    [InlineData(3, 3, 1, 1, 2)]
    [InlineData(3, 3, 4, 4, 1)]
    [InlineData(1, 1, 0, 0, 1)]
    public void Gradients_WithChannelsBesideOneAnother_EqualThoseOfTheUsualOrder(long height, long width, long down, long across, long stride)
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(5);
        using Conv2d convolution = nn.Conv2d(8, 12, (height, width), stride: (stride, stride), padding: (down, across));
        Tensor images = randn(4, 8, 9, 7);
        Tensor upstream = randn(convolution.call(images).shape);
        Tensor[] Gradients(Func<Tensor, Tensor> layout)
        {
            convolution.zero_grad();
            Tensor leaf = images.clone().requires_grad_();
            (layout(convolution.call(layout(leaf))) * layout(upstream)).sum().backward();
            return [leaf.grad!, convolution.weight!.grad!.clone(), convolution.bias!.grad!.clone()];
        }
        foreach (var (expected, found) in Gradients(t => t).Zip(Gradients(t => t.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2))))
            Assert.True(allclose(expected, found, rtol: 1e-4, atol: 1e-4), $"off by {(expected - found).abs().max().ToDouble()}");
    }
}

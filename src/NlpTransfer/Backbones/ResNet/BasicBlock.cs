using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>Two 3x3 convolutions with a residual (He et al. 2016, figure 2).</summary>
internal sealed class BasicBlock : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly Conv2d conv2;
    private readonly BatchNorm2d bn2;
    private readonly Sequential? downsample;

    public BasicBlock(long channels, long width, int stride) : base(nameof(BasicBlock))
    {
        conv1 = nn.Conv2d(channels, width, 3, stride: stride, padding: 1, bias: false);
        bn1 = nn.BatchNorm2d(width);
        conv2 = nn.Conv2d(width, width, 3, padding: 1, bias: false);
        bn2 = nn.BatchNorm2d(width);
        downsample = Downsample(channels, width, stride);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var y = bn1.call(conv1.call(x)).relu_(); // (B, width, H', W')
        y = bn2.call(conv2.call(y)); // (B, width, H', W')
        return y.add_(downsample?.call(x) ?? x).relu_().MoveToOuterDisposeScope();
    }

    /// <summary>The projection of a block whose output has another shape than its input; null where it has not.</summary>
    public static Sequential? Downsample(long from, long to, int stride) =>
        stride == 1 && from == to ? null : nn.Sequential(nn.Conv2d(from, to, 1, stride: stride, bias: false), nn.BatchNorm2d(to));
}

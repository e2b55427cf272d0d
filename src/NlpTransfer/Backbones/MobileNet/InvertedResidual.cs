using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>MobileNetV2's block; everything is in one list, as in torchvision.</summary>
internal sealed class InvertedResidual : nn.Module<Tensor, Tensor>
{
    private readonly Sequential conv;
    private readonly bool isResidual;

    public InvertedResidual(long channels, long width, int expand, int stride) : base(nameof(InvertedResidual))
    {
        isResidual = stride == 1 && channels == width;
        var inner = channels * expand;
        nn.Module<Tensor, Tensor>[] widening = expand > 1 ? [MobileNetV2Stages.ConvNorm(channels, inner, 1)] : [];
        conv = nn.Sequential([.. widening, MobileNetV2Stages.ConvNorm(inner, inner, 3, stride, inner), nn.Conv2d(inner, width, 1, bias: false), nn.BatchNorm2d(width)]);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var y = conv.call(x); // (B, width, H', W')
        return (isResidual ? y.add_(x) : y).MoveToOuterDisposeScope();
    }
}

using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>Widening 1x1, depthwise, narrowing 1x1 convolution; a residual where shapes allow it (Sandler et al. 2018).</summary>
internal sealed class LiteBlock : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d? _expand_conv;
    private readonly BatchNorm2d? _bn0;
    private readonly Conv2d _depthwise_conv;
    private readonly BatchNorm2d _bn1;
    private readonly Conv2d _project_conv;
    private readonly BatchNorm2d _bn2;
    private readonly int kernel, stride;
    private readonly bool isResidual;

    public LiteBlock(long channels, long width, int expand, int kernel, int stride) : base(nameof(LiteBlock))
    {
        (this.kernel, this.stride, isResidual) = (kernel, stride, stride == 1 && channels == width);
        var inner = channels * expand;
        if (expand > 1) (_expand_conv, _bn0) = (nn.Conv2d(channels, inner, 1, bias: false), EfficientNetLiteStages.Norm(inner));
        _depthwise_conv = nn.Conv2d(inner, inner, kernel, stride: stride, groups: inner, bias: false);
        _bn1 = EfficientNetLiteStages.Norm(inner);
        _project_conv = nn.Conv2d(inner, width, 1, bias: false);
        _bn2 = EfficientNetLiteStages.Norm(width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var y = _expand_conv is null ? x : EfficientNetLiteStages.Clip(_bn0!.call(_expand_conv.call(x))); // (B, inner, H, W)
        y = EfficientNetLiteStages.Clip(_bn1.call(_depthwise_conv.call(EfficientNetLiteStages.Padded(y, kernel, stride)))); // (B, inner, H', W')
        y = _bn2.call(_project_conv.call(y)); // (B, width, H', W')
        return (isResidual ? y.add_(x) : y).MoveToOuterDisposeScope();
    }
}

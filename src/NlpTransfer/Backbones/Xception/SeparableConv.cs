using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>A 3x3 convolution in each channel, then a 1x1 across them.</summary>
internal sealed class SeparableConv : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d conv1;
    private readonly Conv2d pointwise;

    public SeparableConv(long from, long to) : base(nameof(SeparableConv))
    {
        conv1 = nn.Conv2d(from, from, 3, padding: 1, groups: from, bias: false);
        pointwise = nn.Conv2d(from, to, 1, bias: false);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        return pointwise.call(conv1.call(x)).MoveToOuterDisposeScope();
    }
}

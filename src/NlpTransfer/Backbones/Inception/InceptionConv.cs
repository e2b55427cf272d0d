using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>Convolution, norm, ReLU: what Inception is made of.</summary>
internal sealed class InceptionConv : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d conv;
    private readonly BatchNorm2d bn;

    public InceptionConv(long from, long to) : this(from, to, (1, 1))
    {
    }

    public InceptionConv(long from, long to, (long, long) kernel, long stride = 1, (long, long) padding = default) : base(nameof(InceptionConv))
    {
        conv = nn.Conv2d(from, to, kernel, stride: (stride, stride), padding: padding, bias: false);
        bn = nn.BatchNorm2d(to, 1e-3);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        return bn.call(conv.call(x)).relu_().MoveToOuterDisposeScope();
    }
}

using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>Two 3x3 convolutions; the shortcut has no parameters (option A): every second place, new channels of zeros.</summary>
internal sealed class CifarBlock : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly Conv2d conv2;
    private readonly BatchNorm2d bn2;
    private readonly int stride;
    private readonly long added;

    public CifarBlock(long channels, long width, int stride) : base(nameof(CifarBlock))
    {
        (this.stride, added) = (stride, width - channels);
        conv1 = nn.Conv2d(channels, width, 3, stride: stride, padding: 1, bias: false);
        bn1 = nn.BatchNorm2d(width);
        conv2 = nn.Conv2d(width, width, 3, padding: 1, bias: false);
        bn2 = nn.BatchNorm2d(width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var y = bn1.call(conv1.call(x)).relu_(); // (B, width, H', W')
        y = bn2.call(conv2.call(y)); // (B, width, H', W')
        return y.add_(Shortcut(x)).relu_().MoveToOuterDisposeScope();
    }

    // Half of the new channels before, half behind, as the published weights were trained.
    private Tensor Shortcut(Tensor x)
    {
        if (stride == 1 && added == 0) return x;
        var strided = x.slice(2, 0, x.shape[2], stride).slice(3, 0, x.shape[3], stride); // (B, C, H', W')
        return nn.functional.pad(strided, [0L, 0, 0, 0, added / 2, added - (added / 2)]);
    }
}

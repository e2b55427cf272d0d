using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>Separable convolutions with a residual; field names are timm's keys.</summary>
internal sealed class XceptionBlock : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d? skip;
    private readonly BatchNorm2d? skipbn;
    private readonly Sequential rep;

    /// <param name="from">Channels in.</param>
    /// <param name="to">Channels out.</param>
    /// <param name="convolutions">How many.</param>
    /// <param name="stride">Of the pooling at the end; 1 has none.</param>
    /// <param name="startsWithRelu">Whether the first convolution has a ReLU before it.</param>
    /// <param name="growsFirst">Whether the first convolution widens; else the last.</param>
    public XceptionBlock(long from, long to, int convolutions, int stride, bool startsWithRelu = true, bool growsFirst = true) : base(nameof(XceptionBlock))
    {
        if (from != to || stride != 1) (skip, skipbn) = (nn.Conv2d(from, to, 1, stride: stride, bias: false), nn.BatchNorm2d(to));
        var layers = new List<nn.Module<Tensor, Tensor>>();
        for (var i = 0; i < convolutions; i++)
        {
            if (i > 0 || startsWithRelu) layers.Add(nn.ReLU(inplace: i > 0)); // the block's own input is still needed
            var (wide, last) = (growsFirst && i > 0, i == convolutions - 1);
            var (inner, outer) = (wide ? to : from, growsFirst || last ? to : from);
            layers.AddRange([new SeparableConv(inner, outer), nn.BatchNorm2d(outer)]);
        }
        if (stride != 1) layers.Add(nn.MaxPool2d(3, stride: stride, padding: 1));
        rep = nn.Sequential(layers);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        return rep.call(x).add_(skip is null ? x : skipbn!.call(skip.call(x))).MoveToOuterDisposeScope();
    }
}

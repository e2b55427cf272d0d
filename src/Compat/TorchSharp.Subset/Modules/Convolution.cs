using TorchSharp.Native;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>What convolutions of every rank share; weight (out, in / groups, kernel...), bias (out).</summary>
public abstract class Convolution : Module<Tensor, Tensor>
{
    private static readonly Op ConvolutionOp = new("convolution");
    private static readonly Op PadOp = new("pad");

    protected Parameter _weight;
    protected Parameter? _bias;

    internal Convolution(string name, ConvolutionShape shape, Parameter weight, Parameter? bias) : base(name)
    {
        (in_channels, out_channels, kernel_size) = (shape.InChannels, shape.OutChannels, shape.Kernel);
        (stride, dilation, groups, padding_mode) = (shape.Stride, shape.Dilation, shape.Groups, shape.Mode);
        (padding, padding_type) = (shape.Padding, shape.PaddingType);
        output_padding = new long[shape.Kernel.Length];
        ConditionallyRegisterParameter("weight", _weight = weight);
        ConditionallyRegisterParameter("bias", _bias = bias);
    }

    public long in_channels { get; }

    public long out_channels { get; }

    public long[] kernel_size { get; set; }

    public long[] stride { get; set; }

    public long[]? padding { get; private set; }

    public Padding? padding_type { get; private set; }

    public long[] dilation { get; set; }

    public long[] output_padding { get; set; }

    public long groups { get; set; }

    public PaddingModes padding_mode { get; set; }

    public bool transposed => false;

    public Parameter weight
    {
        get => _weight;
        set => ConditionallyRegisterParameter("weight", _weight = value);
    }

    public Parameter? bias
    {
        get => _bias;
        set => ConditionallyRegisterParameter("bias", _bias = value);
    }

    public void SetPadding(Padding padding) => (this.padding, padding_type) = (null, padding);

    public void SetPadding(long[] padding) => (this.padding, padding_type) = (padding, null);

    public void reset_parameters()
    {
        init.kaiming_uniform_(_weight, Math.Sqrt(5));
        if (_bias is null) return;
        double bound = 1 / Math.Sqrt(init.CalculateFanInAndFanOut(_weight).fanIn);
        init.uniform_(_bias, -bound, bound);
    }

    private protected Tensor Convolve(Tensor input)
    {
        int rank = kernel_size.Length;
        if (input.ndim != rank + 1 && input.ndim != rank + 2)
            throw new ArgumentException($"{GetName()}: expected {rank + 1}D (unbatched) or {rank + 2}D (batched) input, got shape [{string.Join(", ", input.shape)}].");
        bool batched = input.ndim == rank + 2;
        (long Before, long After)[] sides = Sides();
        bool even = sides.All(s => s.Before == s.After) && padding_mode == PaddingModes.Zeros;
        using DisposeScope scope = NewDisposeScope();
        Tensor source = batched ? input : input.unsqueeze(0);
        if (!even) source = Pad(source, sides);
        long[] native = even ? [.. sides.Select(s => s.Before)] : new long[rank];
        Tensor result = ConvolutionOp.Call(source, _weight, _bias, stride, native, dilation, false, output_padding, groups);
        return scope.MoveToOuter(batched ? result : result.squeeze(0));
    }

    private Tensor Pad(Tensor source, (long Before, long After)[] sides)
    {
        string mode = padding_mode switch
        {
            PaddingModes.Reflect => "reflect",
            PaddingModes.Replicate => "replicate",
            PaddingModes.Circular => "circular",
            _ => "constant",
        };
        return PadOp.Call(source, sides.Reverse().SelectMany(s => new[] { s.Before, s.After }).ToArray(), mode, mode == "constant" ? 0.0 : Value.None);
    }

    private (long Before, long After)[] Sides() =>
        [.. Enumerable.Range(0, kernel_size.Length).Select(d => padding_type is null ? (padding![d], padding[d]) : Named(d))];

    // "Same" keeps the length; an odd rest goes behind, as in PyTorch.
    private (long Before, long After) Named(int d)
    {
        long total = padding_type == Padding.Same ? dilation[d] * (kernel_size[d] - 1) : 0;
        return (total / 2, total - (total / 2));
    }
}

/// <summary>What a convolution is built from.</summary>
internal sealed record ConvolutionShape(long InChannels, long OutChannels, long[] Kernel, long[] Stride, long[]? Padding, Padding? PaddingType, long[] Dilation, long Groups, PaddingModes Mode)
{
    internal Parameter Weight(Device? device, ScalarType? dtype) => Module.Owned(empty([OutChannels, InChannels / Groups, .. Kernel], dtype, device));

    internal Parameter? Bias(bool bias, Device? device, ScalarType? dtype) => bias ? Module.Owned(empty(OutChannels, dtype, device)) : null;
}

using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Convolution over images: (N, C, H, W) to (N, O, H', W').</summary>
        public sealed class Conv2d : Convolution
        {
            internal Conv2d(ConvolutionShape shape, Parameter weight, Parameter? bias) : base(nameof(Conv2d), shape, weight, bias) => reset_parameters();

            public override Tensor forward(Tensor input) => Convolve(input);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Conv2d Conv2d(long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null)
            {
                var shape = new ConvolutionShape(in_channels, out_channels, [kernel_size, kernel_size], [stride, stride], [padding, padding], null, [dilation, dilation], groups, padding_mode);
                return new Conv2d(shape, shape.Weight(device, dtype), shape.Bias(bias, device, dtype));
            }

            public static Conv2d Conv2d(long in_channels, long out_channels, long kernel_size, Padding padding, long stride = 1, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null)
            {
                var shape = new ConvolutionShape(in_channels, out_channels, [kernel_size, kernel_size], [stride, stride], null, padding, [dilation, dilation], groups, padding_mode);
                return new Conv2d(shape, shape.Weight(device, dtype), shape.Bias(bias, device, dtype));
            }

            public static Conv2d Conv2d(long in_channels, long out_channels, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null)
            {
                var shape = new ConvolutionShape(in_channels, out_channels, [kernel_size.Item1, kernel_size.Item2], Extents(stride, 1), Extents(padding, 0), null, Extents(dilation, 1), groups, padding_mode);
                return new Conv2d(shape, shape.Weight(device, dtype), shape.Bias(bias, device, dtype));
            }

            public static Conv2d Conv2d(long in_channels, long out_channels, (long, long) kernel_size, Padding padding, (long, long)? stride = null, (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null)
            {
                var shape = new ConvolutionShape(in_channels, out_channels, [kernel_size.Item1, kernel_size.Item2], Extents(stride, 1), null, padding, Extents(dilation, 1), groups, padding_mode);
                return new Conv2d(shape, shape.Weight(device, dtype), shape.Bias(bias, device, dtype));
            }

            private static long[] Extents((long, long)? given, long otherwise) => given is { } g ? [g.Item1, g.Item2] : [otherwise, otherwise];
        }
    }
}

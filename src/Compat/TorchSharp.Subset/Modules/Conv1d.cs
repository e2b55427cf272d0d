using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Convolution over sequences: (N, C, L) to (N, O, L').</summary>
        public sealed class Conv1d : Convolution
        {
            internal Conv1d(ConvolutionShape shape, Parameter weight, Parameter? bias) : base(nameof(Conv1d), shape, weight, bias) => reset_parameters();

            public override Tensor forward(Tensor input) => Convolve(input);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Conv1d Conv1d(long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null)
            {
                var shape = new ConvolutionShape(in_channels, out_channels, [kernel_size], [stride], [padding], null, [dilation], groups, padding_mode);
                return new Conv1d(shape, shape.Weight(device, dtype), shape.Bias(bias, device, dtype));
            }

            public static Conv1d Conv1d(long in_channels, long out_channels, long kernel_size, Padding padding, long stride = 1, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null)
            {
                var shape = new ConvolutionShape(in_channels, out_channels, [kernel_size], [stride], null, padding, [dilation], groups, padding_mode);
                return new Conv1d(shape, shape.Weight(device, dtype), shape.Bias(bias, device, dtype));
            }
        }
    }
}

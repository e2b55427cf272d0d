using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Op Conv1dOp = new("conv1d");
            private static readonly Op Conv2dOp = new("conv2d");
            private static readonly Op Conv3dOp = new("conv3d");
            private static readonly Op Conv1dNamedOp = new("conv1d.padding");
            private static readonly Op Conv2dNamedOp = new("conv2d.padding");
            private static readonly Op Conv3dNamedOp = new("conv3d.padding");
            private static readonly Op ConvTranspose1dOp = new("conv_transpose1d");
            private static readonly Op ConvTranspose2dOp = new("conv_transpose2d.input");
            private static readonly Op ConvTranspose3dOp = new("conv_transpose3d.input");

            /// <summary>(N, C, L) with (O, C / groups, K) to (N, O, L').</summary>
            public static Tensor conv1d(Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null, long? dilation = null, long groups = 1) =>
                Conv1dOp.Call(input, weight, bias, Sizes(stride, 1), Sizes(padding, 0), Sizes(dilation, 1), groups);

            public static Tensor conv1d_padding(Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, Padding padding = Padding.Valid, long? dilation = null, long groups = 1) =>
                Conv1dNamedOp.Call(input, weight, bias, Sizes(stride, 1), NameOf(padding), Sizes(dilation, 1), groups);

            /// <summary>(N, C, H, W) with (O, C / groups, KH, KW) to (N, O, H', W').</summary>
            public static Tensor conv2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1) =>
                Conv2dOp.Call(input, weight, bias, strides ?? [1], padding ?? [0], dilation ?? [1], groups);

            public static Tensor conv2d_padding(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, Padding padding = Padding.Valid, long[]? dilation = null, long groups = 1) =>
                Conv2dNamedOp.Call(input, weight, bias, strides ?? [1], NameOf(padding), dilation ?? [1], groups);

            public static Tensor conv3d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1) =>
                Conv3dOp.Call(input, weight, bias, strides ?? [1], padding ?? [0], dilation ?? [1], groups);

            public static Tensor conv3d_padding(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, Padding padding = Padding.Valid, long[]? dilation = null, long groups = 1) =>
                Conv3dNamedOp.Call(input, weight, bias, strides ?? [1], NameOf(padding), dilation ?? [1], groups);

            public static Tensor conv_transpose1d(Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null, long? output_padding = null, long? dilation = null, long groups = 1) =>
                ConvTranspose1dOp.Call(input, weight, bias, Sizes(stride, 1), Sizes(padding, 0), Sizes(output_padding, 0), groups, Sizes(dilation, 1));

            public static Tensor conv_transpose2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? output_padding = null, long[]? dilation = null, long groups = 1) =>
                ConvTranspose2dOp.Call(input, weight, bias, strides ?? [1], padding ?? [0], output_padding ?? [0], groups, dilation ?? [1]);

            public static Tensor conv_transpose3d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? output_padding = null, long[]? dilation = null, long groups = 1) =>
                ConvTranspose3dOp.Call(input, weight, bias, strides ?? [1], padding ?? [0], output_padding ?? [0], groups, dilation ?? [1]);

            private static long[] Sizes(long? size, long otherwise) => [size ?? otherwise];

            private static string NameOf(Padding padding) => padding == Padding.Same ? "same" : "valid";
        }
    }
}

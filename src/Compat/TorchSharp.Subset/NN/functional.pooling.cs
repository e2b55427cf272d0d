using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Op MaxPool1dOp = new("max_pool1d");
            private static readonly Op MaxPool2dOp = new("max_pool2d");
            private static readonly Op MaxPool3dOp = new("max_pool3d");
            private static readonly Op MaxPool1dIndicesOp = new("max_pool1d_with_indices");
            private static readonly Op MaxPool2dIndicesOp = new("max_pool2d_with_indices");
            private static readonly Op MaxPool3dIndicesOp = new("max_pool3d_with_indices");
            private static readonly Op AvgPool1dOp = new("avg_pool1d");
            private static readonly Op AvgPool2dOp = new("avg_pool2d");
            private static readonly Op AvgPool3dOp = new("avg_pool3d");

            /// <summary>(N, C, L) to (N, C, L'); the stride is the kernel's size unless given.</summary>
            public static Tensor max_pool1d(Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                MaxPool1dOp.Call(input, Sizes(kernel_size, 1), Stride(stride), Sizes(padding, 0), Sizes(dilation, 1), ceil_mode);

            public static (Tensor output, Tensor indices) max_pool1d_with_indices(Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                MaxPool1dIndicesOp.Call2(input, Sizes(kernel_size, 1), Stride(stride), Sizes(padding, 0), Sizes(dilation, 1), ceil_mode);

            /// <summary>(N, C, H, W) to (N, C, H', W'); the stride is the kernel's size unless given.</summary>
            public static Tensor max_pool2d(Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                MaxPool2dOp.Call(input, Sizes(kernel_size, 1), Stride(stride), Sizes(padding, 0), Sizes(dilation, 1), ceil_mode);

            public static Tensor max_pool2d(Tensor input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null, bool ceil_mode = false) =>
                max_pool2d(input, Sizes(kernel_size), Sizes(stride), Sizes(padding), Sizes(dilation), ceil_mode);

            public static Tensor max_pool2d(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                MaxPool2dOp.Call(input, kernel_size, strides ?? [], padding ?? [0], dilation ?? [1], ceil_mode);

            public static (Tensor output, Tensor indices) max_pool2d_with_indices(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                MaxPool2dIndicesOp.Call2(input, kernel_size, strides ?? [], padding ?? [0], dilation ?? [1], ceil_mode);

            public static Tensor max_pool3d(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                MaxPool3dOp.Call(input, kernel_size, strides ?? [], padding ?? [0], dilation ?? [1], ceil_mode);

            public static (Tensor output, Tensor indices) max_pool3d_with_indices(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                MaxPool3dIndicesOp.Call2(input, kernel_size, strides ?? [], padding ?? [0], dilation ?? [1], ceil_mode);

            public static Tensor avg_pool1d(Tensor input, long kernel_size, long? stride = null, long? padding = null, bool ceil_mode = false, bool count_include_pad = true) =>
                AvgPool1dOp.Call(input, Sizes(kernel_size, 1), Stride(stride), Sizes(padding, 0), ceil_mode, count_include_pad);

            public static Tensor avg_pool2d(Tensor input, long kernel_size, long? stride = null, long padding = 0, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                AvgPool2dOp.Call(input, Sizes(kernel_size, 1), Stride(stride), Sizes(padding, 0), ceil_mode, count_include_pad, divisor_override);

            public static Tensor avg_pool2d(Tensor input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                avg_pool2d(input, Sizes(kernel_size), Sizes(stride), Sizes(padding), ceil_mode, count_include_pad, divisor_override);

            public static Tensor avg_pool2d(Tensor input, long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                AvgPool2dOp.Call(input, kernel_size, stride ?? [], padding ?? [0], ceil_mode, count_include_pad, divisor_override);

            public static Tensor avg_pool3d(Tensor input, long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                AvgPool3dOp.Call(input, kernel_size, stride ?? [], padding ?? [0], ceil_mode, count_include_pad, divisor_override);

            // An empty stride means the kernel's size to libtorch.
            private static long[] Stride(long? stride) => stride is { } s ? [s] : [];

            private static long[] Sizes((long, long) pair) => [pair.Item1, pair.Item2];

            private static long[]? Sizes((long, long)? pair) => pair is { } p ? [p.Item1, p.Item2] : null;
        }
    }
}

using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Op AdaptiveAvgPool1dOp = new("adaptive_avg_pool1d");
            private static readonly Op AdaptiveAvgPool2dOp = new("adaptive_avg_pool2d");
            private static readonly Op AdaptiveAvgPool3dOp = new("adaptive_avg_pool3d");
            private static readonly Op AdaptiveMaxPool1dOp = new("adaptive_max_pool1d");
            private static readonly Op AdaptiveMaxPool2dOp = new("adaptive_max_pool2d");
            private static readonly Op AdaptiveMaxPool3dOp = new("adaptive_max_pool3d");

            /// <summary>(N, C, L) to (N, C, output_size) by means over windows that cover the input.</summary>
            public static Tensor adaptive_avg_pool1d(Tensor input, long output_size) => AdaptiveAvgPool1dOp.Call(input, Sizes(output_size, 1));

            /// <summary>(N, C, H, W) to (N, C, output_size...) by means over windows that cover the input.</summary>
            public static Tensor adaptive_avg_pool2d(Tensor input, long[] output_size) => AdaptiveAvgPool2dOp.Call(input, output_size);

            public static Tensor adaptive_avg_pool2d(Tensor input, (long, long) output_size) => adaptive_avg_pool2d(input, Sizes(output_size));

            public static Tensor adaptive_avg_pool2d(Tensor input, long output_size) => adaptive_avg_pool2d(input, [output_size, output_size]);

            public static Tensor adaptive_avg_pool3d(Tensor input, long[] output_size) => AdaptiveAvgPool3dOp.Call(input, output_size);

            public static Tensor adaptive_avg_pool3d(Tensor input, (long, long, long) output_size) =>
                adaptive_avg_pool3d(input, [output_size.Item1, output_size.Item2, output_size.Item3]);

            public static Tensor adaptive_avg_pool3d(Tensor input, long output_size) => adaptive_avg_pool3d(input, [output_size, output_size, output_size]);

            public static Tensor adaptive_max_pool1d(Tensor input, long output_size) => ValuesOnly(adaptive_max_pool1d_with_indices(input, output_size));

            /// <summary>The maxima and where in the input they stood.</summary>
            public static (Tensor Values, Tensor Indices) adaptive_max_pool1d_with_indices(Tensor input, long output_size) => AdaptiveMaxPool1dOp.Call2(input, Sizes(output_size, 1));

            public static Tensor adaptive_max_pool2d(Tensor input, long[] output_size) => ValuesOnly(adaptive_max_pool2d_with_indices(input, output_size));

            public static (Tensor Values, Tensor Indices) adaptive_max_pool2d_with_indices(Tensor input, long[] output_size) => AdaptiveMaxPool2dOp.Call2(input, output_size);

            public static Tensor adaptive_max_pool3d(Tensor input, long[] output_size) => ValuesOnly(adaptive_max_pool3d_with_indices(input, output_size));

            public static (Tensor Values, Tensor Indices) adaptive_max_pool3d_with_indices(Tensor input, long[] output_size) => AdaptiveMaxPool3dOp.Call2(input, output_size);

            private static Tensor ValuesOnly((Tensor Values, Tensor Indices) found)
            {
                found.Indices.Dispose();
                return found.Values;
            }
        }
    }
}

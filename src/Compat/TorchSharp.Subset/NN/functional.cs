using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What modules compute, as functions.</summary>
        public static partial class functional
        {
            private static readonly Op LinearOp = new("linear");
            private static readonly Op Conv1dOp = new("conv1d");
            private static readonly Op DropoutOp = new("dropout");
            private static readonly Op DropoutInPlaceOp = new("dropout_");
            private static readonly Op LayerNormOp = new("layer_norm");
            private static readonly Op OneHotOp = new("one_hot");

            /// <summary>x W^T + b over the last dimension.</summary>
            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) => LinearOp.Call(input, weights, bias);

            /// <summary>(N, C, L) with (O, C / groups, K) to (N, O, L').</summary>
            public static Tensor conv1d(Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null, long? dilation = null, long groups = 1) =>
                Conv1dOp.Call(input, weight, bias, new[] { stride ?? 1 }, new[] { padding ?? 0 }, new[] { dilation ?? 1 }, groups);

            /// <summary>Zeroes elements with probability p and scales the others by 1 / (1 - p), when training.</summary>
            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                inplace ? DropoutInPlaceOp.InPlace(input, p, training) : DropoutOp.Call(input, p, training);

            public static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1E-05) =>
                LayerNormOp.Call(input, normalized_shape, weight, bias, eps, true);

            /// <summary>Class numbers to indicator vectors; as many classes as the largest number needs when -1.</summary>
            public static Tensor one_hot(Tensor x, long num_classes = -1) => OneHotOp.Call(x, num_classes);
        }
    }
}

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
            private static readonly Op BilinearOp = new("bilinear");
            private static readonly Op OneHotOp = new("one_hot");

            /// <summary>x W^T + b over the last dimension.</summary>
            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) => LinearOp.Call(input, weights, bias);

            /// <summary>x1^T A x2 + b; weight (out, in1, in2).</summary>
            public static Tensor bilinear(Tensor input1, Tensor input2, Tensor weight, Tensor? bias = null) => BilinearOp.Call(input1, input2, weight, bias);

            /// <summary>Class numbers to indicator vectors; as many classes as the largest number needs when -1.</summary>
            public static Tensor one_hot(Tensor x, long num_classes = -1) => OneHotOp.Call(x, num_classes);
        }
    }
}

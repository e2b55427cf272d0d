using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Op ReluOp = new("relu");
            private static readonly Op ReluInPlaceOp = new("relu_");
            private static readonly Op GeluOp = new("gelu");
            private static readonly Op GeluInPlaceOp = new("gelu_");
            private static readonly Op SoftmaxOp = new("softmax.int");
            private static readonly Op LogSoftmaxOp = new("log_softmax.int");
            private static readonly Op TanhOp = new("tanh");
            private static readonly Op TanhInPlaceOp = new("tanh_");
            private static readonly Op SigmoidOp = new("sigmoid");
            private static readonly Op SigmoidInPlaceOp = new("sigmoid_");

            public static Tensor relu(Tensor x, bool inplace = false) => inplace ? ReluInPlaceOp.InPlace(x) : ReluOp.Call(x);

            /// <summary>The exact GELU, with the error function.</summary>
            public static Tensor gelu(Tensor x) => GeluOp.Call(x);

            public static Tensor gelu(Tensor x, bool inplace) => inplace ? GeluInPlaceOp.InPlace(x) : GeluOp.Call(x);

            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => SoftmaxOp.Call(input, dim, dtype);

            public static Tensor log_softmax(Tensor x, long dim) => LogSoftmaxOp.Call(x, dim);

            public static Tensor tanh(Tensor x, bool inplace = false) => inplace ? TanhInPlaceOp.InPlace(x) : TanhOp.Call(x);

            public static Tensor sigmoid(Tensor x) => SigmoidOp.Call(x);

            public static Tensor sigmoid(Tensor x, bool inplace) => inplace ? SigmoidInPlaceOp.InPlace(x) : SigmoidOp.Call(x);
        }
    }
}

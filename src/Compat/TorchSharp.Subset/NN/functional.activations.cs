using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Activation Relu = new("relu");
            private static readonly Activation Relu6 = new("relu6");
            private static readonly Activation Gelu = new("gelu");
            private static readonly Activation Tanh = new("tanh");
            private static readonly Activation Sigmoid = new("sigmoid");
            private static readonly Activation Silu = new("silu");
            private static readonly Activation MishOf = new("mish");
            private static readonly Activation Selu = new("selu");
            private static readonly Activation Hardsigmoid = new("hardsigmoid");
            private static readonly Activation Hardswish = new("hardswish");
            private static readonly Op SoftmaxOp = new("softmax.int");
            private static readonly Op LogSoftmaxOp = new("log_softmax.int");
            private static readonly Op LogSigmoidOp = new("log_sigmoid");
            private static readonly Op GluOp = new("glu");

            public static Tensor relu(Tensor x, bool inplace = false) => Relu.Apply(inplace, x);

            /// <summary>min(max(x, 0), 6).</summary>
            public static Tensor relu6(Tensor x, bool inplace = false) => Relu6.Apply(inplace, x);

            /// <summary>The exact GELU, with the error function.</summary>
            public static Tensor gelu(Tensor x) => Gelu.Apply(false, x);

            public static Tensor gelu(Tensor x, bool inplace) => Gelu.Apply(inplace, x);

            public static Tensor tanh(Tensor x, bool inplace = false) => Tanh.Apply(inplace, x);

            public static Tensor sigmoid(Tensor x) => Sigmoid.Apply(false, x);

            public static Tensor sigmoid(Tensor x, bool inplace) => Sigmoid.Apply(inplace, x);

            /// <summary>x sigmoid(x).</summary>
            public static Tensor silu(Tensor x, bool inplace = false) => Silu.Apply(inplace, x);

            /// <summary>x tanh(softplus(x)).</summary>
            public static Tensor mish(Tensor x, bool inplace = false) => MishOf.Apply(inplace, x);

            public static Tensor selu(Tensor x, bool inplace = false) => Selu.Apply(inplace, x);

            public static Tensor hardsigmoid(Tensor input, bool inplace = false) => Hardsigmoid.Apply(inplace, input);

            public static Tensor hardswish(Tensor input, bool inplace = false) => Hardswish.Apply(inplace, input);

            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => SoftmaxOp.Call(input, dim, dtype);

            public static Tensor log_softmax(Tensor x, long dim) => LogSoftmaxOp.Call(x, dim);

            /// <summary>Softmax of the negated values: the smallest gets the most.</summary>
            public static Tensor softmin(Tensor x, long dim)
            {
                using Tensor negated = x.neg();
                return softmax(negated, dim);
            }

            /// <summary>Softmax over the channels of images (N, C, H, W) or (C, H, W).</summary>
            public static Tensor softmax2d(Tensor x) =>
                x.ndim is 3 or 4 ? softmax(x, -3) : throw new ArgumentException($"softmax2d: expected an input of 3 or 4 dimensions, got shape [{string.Join(", ", x.shape)}].", nameof(x));

            public static Tensor logsigmoid(Tensor x) => LogSigmoidOp.Call(x);

            /// <summary>The first half along a dimension, gated by the sigmoid of the second.</summary>
            public static Tensor glu(Tensor input, long dim = -1) => GluOp.Call(input, dim);

            /// <summary>An elementwise function together with its in-place form, which libtorch names with an underscore.</summary>
            private sealed class Activation(string name)
            {
                private readonly Op op = new(name);
                private readonly Op inPlaceOp = new(name + "_");

                internal Tensor Apply(bool inplace, params ReadOnlySpan<Value> arguments) => inplace ? inPlaceOp.InPlace(arguments) : op.Call(arguments);
            }
        }
    }
}

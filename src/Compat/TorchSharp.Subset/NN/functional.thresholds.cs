using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Activation Elu = new("elu");
            private static readonly Activation Celu = new("celu");
            private static readonly Activation LeakyRelu = new("leaky_relu");
            private static readonly Activation Hardtanh_ = new("hardtanh");
            private static readonly Activation Threshold_ = new("threshold");
            private static readonly Activation Rrelu = new("rrelu");
            private static readonly Op HardshrinkOp = new("hardshrink");
            private static readonly Op SoftshrinkOp = new("softshrink");
            private static readonly Op SoftplusOp = new("softplus");
            private static readonly Op PreluOp = new("prelu");

            /// <summary>x where positive, alpha (exp(x) - 1) elsewhere.</summary>
            public static Tensor elu(Tensor x, double alpha, bool inplace = false) => Elu.Apply(inplace, x, alpha);

            /// <summary>max(0, x) + min(0, alpha (exp(x / alpha) - 1)).</summary>
            public static Tensor celu(Tensor x, double alpha, bool inplace = false) => Celu.Apply(inplace, x, alpha);

            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) => LeakyRelu.Apply(inplace, input, negative_slope);

            /// <summary>Leaky ReLU with the mean of the two slopes, as outside training.</summary>
            public static Tensor rrelu(Tensor x, double lower = 0.125, double upper = 0.3333333333333333, bool inplace = false) => Rrelu.Apply(inplace, x, lower, upper, false);

            /// <summary>Leaky ReLU with a trained slope: one, or one a channel (dimension 1).</summary>
            public static Tensor prelu(Tensor input, Tensor weight) => PreluOp.Call(input, weight);

            public static Tensor hardtanh(Tensor x, double min_val = -1, double max_val = 1, bool inplace = false) => Hardtanh_.Apply(inplace, x, min_val, max_val);

            /// <summary>x where above the threshold, the given value elsewhere.</summary>
            public static Tensor threshold(Tensor x, double threshold, double value, bool inplace = false) => Threshold_.Apply(inplace, x, threshold, value);

            /// <summary>x where |x| exceeds lambda, 0 elsewhere.</summary>
            public static Tensor hardshrink(Tensor x, double lambda = 0.5) => HardshrinkOp.Call(x, lambda);

            /// <summary>x moved towards 0 by lambda, 0 where it would cross.</summary>
            public static Tensor softshrink(Tensor x, double lambda = 0.5) => SoftshrinkOp.Call(x, lambda);

            /// <summary>log(1 + exp(beta x)) / beta; x itself where beta x exceeds the threshold.</summary>
            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) => SoftplusOp.Call(x, beta, threshold);

            /// <summary>x / (1 + |x|).</summary>
            public static Tensor softsign(Tensor x, bool inplace = false)
            {
                using Tensor size = x.abs();
                using Tensor divisor = size + 1;
                return inplace ? x.div_(divisor) : x.div(divisor);
            }

            /// <summary>x - tanh(x).</summary>
            public static Tensor tanhshrink(Tensor x, bool inplace = false)
            {
                using Tensor squashed = x.tanh();
                return inplace ? x.sub_(squashed) : x.sub(squashed);
            }
        }
    }
}

using TorchSharp.Native;

namespace TorchSharp;

// Activation functions, as methods.
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor softmax(long dim, ScalarType? dtype = null) => ActivationsOps.SoftmaxInt.Call(this, dim, dtype);

        public Tensor log_softmax(long dim, ScalarType? dtype = null) => ActivationsOps.LogSoftmaxInt.Call(this, dim, dtype);

        public Tensor relu() => ActivationsOps.Relu.Call(this);
        public Tensor relu_() => ActivationsOps.ReluInPlace.InPlace(this);

        public Tensor relu6() => ActivationsOps.Relu6.Call(this);
        public Tensor relu6_() => ActivationsOps.Relu6InPlace.InPlace(this);

        public Tensor gelu() => ActivationsOps.Gelu.Call(this);
        public Tensor gelu_() => ActivationsOps.GeluInPlace.InPlace(this);

        public Tensor silu() => ActivationsOps.Silu.Call(this);
        public Tensor silu_() => ActivationsOps.SiluInPlace.InPlace(this);

        public Tensor elu(double alpha = 1) => ActivationsOps.Elu.Call(this, alpha);
        public Tensor elu_(double alpha = 1) => ActivationsOps.EluInPlace.InPlace(this, alpha);
        public Tensor elu(Scalar alpha, Scalar scale, Scalar input_scale) => ActivationsOps.Elu.Call(this, alpha, scale, input_scale);
        public Tensor elu_(Scalar alpha, Scalar scale, Scalar input_scale) => ActivationsOps.EluInPlace.InPlace(this, alpha, scale, input_scale);

        public Tensor celu() => ActivationsOps.Celu.Call(this);
        public Tensor celu(Scalar alpha) => ActivationsOps.Celu.Call(this, alpha);
        public Tensor celu_() => ActivationsOps.CeluInPlace.InPlace(this);
        public Tensor celu_(Scalar alpha) => ActivationsOps.CeluInPlace.InPlace(this, alpha);

        public Tensor selu() => ActivationsOps.Selu.Call(this);
        public Tensor selu_() => ActivationsOps.SeluInPlace.InPlace(this);

        public Tensor glu(long dim = -1) => ActivationsOps.Glu.Call(this, dim);

        public Tensor hardsigmoid() => ActivationsOps.Hardsigmoid.Call(this);
        public Tensor hardsigmoid_() => ActivationsOps.HardsigmoidInPlace.InPlace(this);

        public Tensor hardswish() => ActivationsOps.Hardswish.Call(this);
        public Tensor hardswish_() => ActivationsOps.HardswishInPlace.InPlace(this);

        public Tensor hardtanh(Scalar min, Scalar max) => ActivationsOps.Hardtanh.Call(this, min, max);
        public Tensor hardtanh_(Scalar min, Scalar max) => ActivationsOps.HardtanhInPlace.InPlace(this, min, max);

        public Tensor leaky_relu(Scalar negative_slope) => ActivationsOps.LeakyRelu.Call(this, negative_slope);
        public Tensor leaky_relu_(Scalar negative_slope) => ActivationsOps.LeakyReluInPlace.InPlace(this, negative_slope);

        public Tensor log_sigmoid() => ActivationsOps.LogSigmoid.Call(this);

        public Tensor prelu(Tensor target) => ActivationsOps.Prelu.Call(this, target);

        public Tensor rrelu(double lower = 0.125, double upper = 0.3333333333333333) => ActivationsOps.Rrelu.Call(this, lower, upper);
        public Tensor rrelu_(double lower = 0.125, double upper = 0.3333333333333333) => ActivationsOps.RreluInPlace.InPlace(this, lower, upper);

        public Tensor softplus(double beta = 1, double threshold = 20) => ActivationsOps.Softplus.Call(this, beta, threshold);

        public Tensor threshold(Scalar threshold, Scalar value) => ActivationsOps.Threshold.Call(this, threshold, value);
        public Tensor threshold_(Scalar threshold, Scalar value) => ActivationsOps.ThresholdInPlace.InPlace(this, threshold, value);

        private static class ActivationsOps
        {
            internal static readonly Op SoftmaxInt = new("softmax.int");
            internal static readonly Op LogSoftmaxInt = new("log_softmax.int");
            internal static readonly Op Relu = new("relu");
            internal static readonly Op ReluInPlace = new("relu_");
            internal static readonly Op Relu6 = new("relu6");
            internal static readonly Op Relu6InPlace = new("relu6_");
            internal static readonly Op Gelu = new("gelu");
            internal static readonly Op GeluInPlace = new("gelu_");
            internal static readonly Op Silu = new("silu");
            internal static readonly Op SiluInPlace = new("silu_");
            internal static readonly Op Elu = new("elu");
            internal static readonly Op EluInPlace = new("elu_");
            internal static readonly Op Celu = new("celu");
            internal static readonly Op CeluInPlace = new("celu_");
            internal static readonly Op Selu = new("selu");
            internal static readonly Op SeluInPlace = new("selu_");
            internal static readonly Op Glu = new("glu");
            internal static readonly Op Hardsigmoid = new("hardsigmoid");
            internal static readonly Op HardsigmoidInPlace = new("hardsigmoid_");
            internal static readonly Op Hardswish = new("hardswish");
            internal static readonly Op HardswishInPlace = new("hardswish_");
            internal static readonly Op Hardtanh = new("hardtanh");
            internal static readonly Op HardtanhInPlace = new("hardtanh_");
            internal static readonly Op LeakyRelu = new("leaky_relu");
            internal static readonly Op LeakyReluInPlace = new("leaky_relu_");
            internal static readonly Op LogSigmoid = new("log_sigmoid");
            internal static readonly Op Prelu = new("prelu");
            internal static readonly Op Rrelu = new("rrelu");
            internal static readonly Op RreluInPlace = new("rrelu_");
            internal static readonly Op Softplus = new("softplus");
            internal static readonly Op Threshold = new("threshold");
            internal static readonly Op ThresholdInPlace = new("threshold_");
        }
    }
}

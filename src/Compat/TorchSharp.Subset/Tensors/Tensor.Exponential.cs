using TorchSharp.Native;

namespace TorchSharp;

// Powers of e, logarithms and roots.
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor exp() => ExponentialOps.Exp.Call(this);
        public Tensor exp_() => ExponentialOps.ExpInPlace.InPlace(this);

        public Tensor exp2() => ExponentialOps.Exp2.Call(this);

        public Tensor expm1() => ExponentialOps.Expm1.Call(this);
        public Tensor expm1_() => ExponentialOps.Expm1InPlace.InPlace(this);

        public Tensor log() => ExponentialOps.Log.Call(this);
        public Tensor log_() => ExponentialOps.LogInPlace.InPlace(this);

        public Tensor log2() => ExponentialOps.Log2.Call(this);
        public Tensor log2_() => ExponentialOps.Log2InPlace.InPlace(this);

        public Tensor log10() => ExponentialOps.Log10.Call(this);
        public Tensor log10_() => ExponentialOps.Log10InPlace.InPlace(this);

        public Tensor log1p() => ExponentialOps.Log1p.Call(this);
        public Tensor log1p_() => ExponentialOps.Log1pInPlace.InPlace(this);

        public Tensor sqrt() => ExponentialOps.Sqrt.Call(this);
        public Tensor sqrt_() => ExponentialOps.SqrtInPlace.InPlace(this);

        public Tensor rsqrt() => ExponentialOps.Rsqrt.Call(this);
        public Tensor rsqrt_() => ExponentialOps.RsqrtInPlace.InPlace(this);

        public Tensor square() => ExponentialOps.Square.Call(this);

        public Tensor reciprocal() => ExponentialOps.Reciprocal.Call(this);
        public Tensor reciprocal_() => ExponentialOps.ReciprocalInPlace.InPlace(this);

        public Tensor logit(double? eps = null) => ExponentialOps.Logit.Call(this, eps);

        public (Tensor Mantissa, Tensor Exponent) frexp() => ExponentialOps.FrexpTensor.Call2(this);

        private static class ExponentialOps
        {
            internal static readonly Op Exp = new("exp");
            internal static readonly Op ExpInPlace = new("exp_");
            internal static readonly Op Exp2 = new("exp2");
            internal static readonly Op Expm1 = new("expm1");
            internal static readonly Op Expm1InPlace = new("expm1_");
            internal static readonly Op Log = new("log");
            internal static readonly Op LogInPlace = new("log_");
            internal static readonly Op Log2 = new("log2");
            internal static readonly Op Log2InPlace = new("log2_");
            internal static readonly Op Log10 = new("log10");
            internal static readonly Op Log10InPlace = new("log10_");
            internal static readonly Op Log1p = new("log1p");
            internal static readonly Op Log1pInPlace = new("log1p_");
            internal static readonly Op Sqrt = new("sqrt");
            internal static readonly Op SqrtInPlace = new("sqrt_");
            internal static readonly Op Rsqrt = new("rsqrt");
            internal static readonly Op RsqrtInPlace = new("rsqrt_");
            internal static readonly Op Square = new("square");
            internal static readonly Op Reciprocal = new("reciprocal");
            internal static readonly Op ReciprocalInPlace = new("reciprocal_");
            internal static readonly Op Logit = new("logit");
            internal static readonly Op FrexpTensor = new("frexp.Tensor");
        }
    }
}

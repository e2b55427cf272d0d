using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Functions of probability and statistics under their scipy names.</summary>
    public static partial class special
    {
        public static Tensor erf(Tensor input) => input.erf();

        public static Tensor erfc(Tensor input) => input.erfc();

        public static Tensor erfinv(Tensor input) => input.erfinv();

        public static Tensor expit(Tensor input) => input.sigmoid();

        public static Tensor sigmoid(Tensor input) => input.sigmoid();
        public static Tensor sigmoid_(Tensor input) => input.sigmoid_();

        public static Tensor logit(Tensor input) => input.logit();

        public static Tensor exp2(Tensor input) => input.exp2();

        public static Tensor expm1(Tensor input) => input.expm1();

        public static Tensor sinc(Tensor input) => input.sinc();

        public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => input.softmax(dim, dtype);

        public static Tensor log_softmax(Tensor input, long dim, ScalarType? dtype = null) => input.log_softmax(dim, dtype);

        public static Tensor digamma(Tensor input) => input.digamma();

        public static Tensor psi(Tensor input) => input.digamma();

        public static Tensor gammaln(Tensor input) => input.lgamma();

        public static Tensor gammainc(Tensor input, Tensor other) => input.igamma(other);

        public static Tensor gammaincc(Tensor input, Tensor other) => input.igammac(other);

        public static Tensor multigammaln(Tensor input, long p) => input.mvlgamma(p);

        public static Tensor polygamma(long n, Tensor input) => input.polygamma(n);

        public static Tensor i0(Tensor input) => input.i0();

        public static Tensor erfcx(Tensor input) => SpecialOps.SpecialErfcx.Call(input);

        public static Tensor entr(Tensor input) => SpecialOps.SpecialEntr.Call(input);

        public static Tensor i0e(Tensor input) => SpecialOps.SpecialI0e.Call(input);

        public static Tensor i1(Tensor input) => SpecialOps.SpecialI1.Call(input);

        public static Tensor i1e(Tensor input) => SpecialOps.SpecialI1e.Call(input);

        public static Tensor ndtr(Tensor input) => SpecialOps.SpecialNdtr.Call(input);

        public static Tensor ndtri(Tensor input) => SpecialOps.SpecialNdtri.Call(input);

        public static Tensor xlog1py(Tensor input, Tensor other) => SpecialOps.SpecialXlog1py.Call(input, other);

        public static Tensor zeta(Tensor x, Tensor q) => SpecialOps.SpecialZeta.Call(x, q);

        private static class SpecialOps
        {
            internal static readonly Op SpecialErfcx = new("special_erfcx");
            internal static readonly Op SpecialEntr = new("special_entr");
            internal static readonly Op SpecialI0e = new("special_i0e");
            internal static readonly Op SpecialI1 = new("special_i1");
            internal static readonly Op SpecialI1e = new("special_i1e");
            internal static readonly Op SpecialNdtr = new("special_ndtr");
            internal static readonly Op SpecialNdtri = new("special_ndtri");
            internal static readonly Op SpecialXlog1py = new("special_xlog1py");
            internal static readonly Op SpecialZeta = new("special_zeta");
        }
    }
}

using TorchSharp.Native;

namespace TorchSharp;

// Functions of probability and statistics.
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor erf() => SpecialOps.Erf.Call(this);
        public Tensor erf_() => SpecialOps.ErfInPlace.InPlace(this);

        public Tensor erfc() => SpecialOps.Erfc.Call(this);
        public Tensor erfc_() => SpecialOps.ErfcInPlace.InPlace(this);

        public Tensor erfinv() => SpecialOps.Erfinv.Call(this);
        public Tensor erfinv_() => SpecialOps.ErfinvInPlace.InPlace(this);

        public Tensor lgamma() => SpecialOps.Lgamma.Call(this);
        public Tensor lgamma_() => SpecialOps.LgammaInPlace.InPlace(this);

        public Tensor digamma() => SpecialOps.Digamma.Call(this);
        public Tensor digamma_() => SpecialOps.DigammaInPlace.InPlace(this);

        public Tensor mvlgamma(long p) => SpecialOps.Mvlgamma.Call(this, p);
        public Tensor mvlgamma_(long p) => SpecialOps.MvlgammaInPlace.InPlace(this, p);

        public Tensor i0() => SpecialOps.I0.Call(this);

        public Tensor igamma(Tensor other) => SpecialOps.Igamma.Call(this, other);

        public Tensor igammac(Tensor other) => SpecialOps.Igammac.Call(this, other);

        public Tensor polygamma(long p) => SpecialOps.Polygamma.Call(p, this);
        public Tensor polygamma_(long p) => SpecialOps.PolygammaInPlace.InPlace(this, p);

        public Tensor sigmoid() => SpecialOps.Sigmoid.Call(this);
        public Tensor sigmoid_() => SpecialOps.SigmoidInPlace.InPlace(this);

        private static class SpecialOps
        {
            internal static readonly Op Erf = new("erf");
            internal static readonly Op ErfInPlace = new("erf_");
            internal static readonly Op Erfc = new("erfc");
            internal static readonly Op ErfcInPlace = new("erfc_");
            internal static readonly Op Erfinv = new("erfinv");
            internal static readonly Op ErfinvInPlace = new("erfinv_");
            internal static readonly Op Lgamma = new("lgamma");
            internal static readonly Op LgammaInPlace = new("lgamma_");
            internal static readonly Op Digamma = new("digamma");
            internal static readonly Op DigammaInPlace = new("digamma_");
            internal static readonly Op Mvlgamma = new("mvlgamma");
            internal static readonly Op MvlgammaInPlace = new("mvlgamma_");
            internal static readonly Op I0 = new("i0");
            internal static readonly Op Igamma = new("igamma");
            internal static readonly Op Igammac = new("igammac");
            internal static readonly Op Polygamma = new("polygamma");
            internal static readonly Op PolygammaInPlace = new("polygamma_");
            internal static readonly Op Sigmoid = new("sigmoid");
            internal static readonly Op SigmoidInPlace = new("sigmoid_");
        }
    }
}

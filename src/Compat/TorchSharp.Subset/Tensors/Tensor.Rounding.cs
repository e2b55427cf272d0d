using TorchSharp.Native;

namespace TorchSharp;

// Rounding, signs and absolute values.
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor abs() => RoundingOps.Abs.Call(this);
        public Tensor abs_() => RoundingOps.AbsInPlace.InPlace(this);

        public Tensor absolute() => RoundingOps.Absolute.Call(this);
        public Tensor absolute_() => RoundingOps.AbsoluteInPlace.InPlace(this);

        public Tensor neg() => RoundingOps.Neg.Call(this);
        public Tensor neg_() => RoundingOps.NegInPlace.InPlace(this);

        public Tensor negative() => RoundingOps.Negative.Call(this);

        public Tensor positive() => RoundingOps.Positive.Call(this);

        public Tensor sign() => RoundingOps.Sign.Call(this);
        public Tensor sign_() => RoundingOps.SignInPlace.InPlace(this);

        public Tensor sgn() => RoundingOps.Sgn.Call(this);
        public Tensor sgn_() => RoundingOps.SgnInPlace.InPlace(this);

        public Tensor signbit() => RoundingOps.Signbit.Call(this);

        public Tensor ceil() => RoundingOps.Ceil.Call(this);
        public Tensor ceil_() => RoundingOps.CeilInPlace.InPlace(this);

        public Tensor floor() => RoundingOps.Floor.Call(this);
        public Tensor floor_() => RoundingOps.FloorInPlace.InPlace(this);

        public Tensor trunc() => RoundingOps.Trunc.Call(this);
        public Tensor trunc_() => RoundingOps.TruncInPlace.InPlace(this);

        public Tensor fix() => RoundingOps.Fix.Call(this);
        public Tensor fix_() => RoundingOps.FixInPlace.InPlace(this);

        public Tensor frac() => RoundingOps.Frac.Call(this);
        public Tensor frac_() => RoundingOps.FracInPlace.InPlace(this);

        /// <summary>Halves go to the even neighbour, as in libtorch.</summary>
        public Tensor round(long decimals = 0) => decimals == 0 ? RoundingOps.Round.Call(this) : RoundingOps.RoundDecimals.Call(this, decimals);
        public Tensor round_(long decimals = 0) => decimals == 0 ? RoundingOps.RoundInPlace.InPlace(this) : RoundingOps.RoundDecimalsInPlace.InPlace(this, decimals);

        public Tensor angle() => RoundingOps.Angle.Call(this);

        public Tensor conj() => RoundingOps.Conj.Call(this);

        public Tensor conj_physical() => RoundingOps.ConjPhysical.Call(this);
        public Tensor conj_physical_() => RoundingOps.ConjPhysicalInPlace.InPlace(this);

        public Tensor resolve_conj() => RoundingOps.ResolveConj.Call(this);

        public Tensor resolve_neg() => RoundingOps.ResolveNeg.Call(this);

        public Tensor deg2rad() => RoundingOps.Deg2rad.Call(this);

        public Tensor rad2deg() => RoundingOps.Rad2deg.Call(this);

        public Tensor view_as_complex() => RoundingOps.ViewAsComplex.Call(this);

        public Tensor view_as_real() => RoundingOps.ViewAsReal.Call(this);

        private static class RoundingOps
        {
            internal static readonly Op Abs = new("abs");
            internal static readonly Op AbsInPlace = new("abs_");
            internal static readonly Op Absolute = new("absolute");
            internal static readonly Op AbsoluteInPlace = new("absolute_");
            internal static readonly Op Neg = new("neg");
            internal static readonly Op NegInPlace = new("neg_");
            internal static readonly Op Negative = new("negative");
            internal static readonly Op Positive = new("positive");
            internal static readonly Op Sign = new("sign");
            internal static readonly Op SignInPlace = new("sign_");
            internal static readonly Op Sgn = new("sgn");
            internal static readonly Op SgnInPlace = new("sgn_");
            internal static readonly Op Signbit = new("signbit");
            internal static readonly Op Ceil = new("ceil");
            internal static readonly Op CeilInPlace = new("ceil_");
            internal static readonly Op Floor = new("floor");
            internal static readonly Op FloorInPlace = new("floor_");
            internal static readonly Op Trunc = new("trunc");
            internal static readonly Op TruncInPlace = new("trunc_");
            internal static readonly Op Fix = new("fix");
            internal static readonly Op FixInPlace = new("fix_");
            internal static readonly Op Frac = new("frac");
            internal static readonly Op FracInPlace = new("frac_");
            internal static readonly Op Round = new("round");
            internal static readonly Op RoundDecimals = new("round.decimals");
            internal static readonly Op RoundInPlace = new("round_");
            internal static readonly Op RoundDecimalsInPlace = new("round_.decimals");
            internal static readonly Op Angle = new("angle");
            internal static readonly Op Conj = new("conj");
            internal static readonly Op ConjPhysical = new("conj_physical");
            internal static readonly Op ConjPhysicalInPlace = new("conj_physical_");
            internal static readonly Op ResolveConj = new("resolve_conj");
            internal static readonly Op ResolveNeg = new("resolve_neg");
            internal static readonly Op Deg2rad = new("deg2rad");
            internal static readonly Op Rad2deg = new("rad2deg");
            internal static readonly Op ViewAsComplex = new("view_as_complex");
            internal static readonly Op ViewAsReal = new("view_as_real");
        }
    }
}

using TorchSharp.Native;

namespace TorchSharp;

// Limits, larger and smaller of two, and the repair of values that are no numbers.
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor clamp(Scalar? min = null, Scalar? max = null) => BoundsOps.Clamp.Call(this, min, max);
        public Tensor clamp(Tensor? min = null, Tensor? max = null) => BoundsOps.ClampTensor.Call(this, min, max);
        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => BoundsOps.ClampInPlace.InPlace(this, min, max);
        public Tensor clamp_(Tensor? min = null, Tensor? max = null) => BoundsOps.ClampTensorInPlace.InPlace(this, min, max);

        public Tensor clamp_max(Scalar max) => BoundsOps.ClampMax.Call(this, max);
        public Tensor clamp_max_(Scalar max) => BoundsOps.ClampMaxInPlace.InPlace(this, max);

        public Tensor clamp_min(Scalar min) => BoundsOps.ClampMin.Call(this, min);
        public Tensor clamp_min_(Scalar min) => BoundsOps.ClampMinInPlace.InPlace(this, min);

        public Tensor clip(Scalar? min = null, Scalar? max = null) => clamp(min, max);

        public Tensor maximum(Tensor other) => BoundsOps.Maximum.Call(this, other);

        public Tensor minimum(Tensor other) => BoundsOps.Minimum.Call(this, other);

        public Tensor fmax(Tensor other) => BoundsOps.Fmax.Call(this, other);

        public Tensor fmin(Tensor other) => BoundsOps.Fmin.Call(this, other);

        public Tensor nan_to_num(double nan = 0, double? posinf = null, double? neginf = null) => BoundsOps.NanToNum.Call(this, nan, posinf, neginf);

        public Tensor isnan() => BoundsOps.Isnan.Call(this);

        public Tensor isfinite() => BoundsOps.Isfinite.Call(this);

        public Tensor isinf() => BoundsOps.Isinf.Call(this);

        public Tensor isneginf() => BoundsOps.Isneginf.Call(this);

        public Tensor isposinf() => BoundsOps.Isposinf.Call(this);

        public Tensor isreal() => BoundsOps.Isreal.Call(this);

        private static class BoundsOps
        {
            internal static readonly Op Clamp = new("clamp");
            internal static readonly Op ClampTensor = new("clamp.Tensor");
            internal static readonly Op ClampInPlace = new("clamp_");
            internal static readonly Op ClampTensorInPlace = new("clamp_.Tensor");
            internal static readonly Op ClampMax = new("clamp_max");
            internal static readonly Op ClampMaxInPlace = new("clamp_max_");
            internal static readonly Op ClampMin = new("clamp_min");
            internal static readonly Op ClampMinInPlace = new("clamp_min_");
            internal static readonly Op Maximum = new("maximum");
            internal static readonly Op Minimum = new("minimum");
            internal static readonly Op Fmax = new("fmax");
            internal static readonly Op Fmin = new("fmin");
            internal static readonly Op NanToNum = new("nan_to_num");
            internal static readonly Op Isnan = new("isnan");
            internal static readonly Op Isfinite = new("isfinite");
            internal static readonly Op Isinf = new("isinf");
            internal static readonly Op Isneginf = new("isneginf");
            internal static readonly Op Isposinf = new("isposinf");
            internal static readonly Op Isreal = new("isreal");
        }
    }
}

using TorchSharp.Native;

namespace TorchSharp;

// Trigonometric and hyperbolic functions, in radians.
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor sin() => TrigonometryOps.Sin.Call(this);
        public Tensor sin_() => TrigonometryOps.SinInPlace.InPlace(this);

        public Tensor cos() => TrigonometryOps.Cos.Call(this);
        public Tensor cos_() => TrigonometryOps.CosInPlace.InPlace(this);

        public Tensor tan() => TrigonometryOps.Tan.Call(this);
        public Tensor tan_() => TrigonometryOps.TanInPlace.InPlace(this);

        public Tensor asin() => TrigonometryOps.Asin.Call(this);
        public Tensor asin_() => TrigonometryOps.AsinInPlace.InPlace(this);

        public Tensor acos() => TrigonometryOps.Acos.Call(this);
        public Tensor acos_() => TrigonometryOps.AcosInPlace.InPlace(this);

        public Tensor atan() => TrigonometryOps.Atan.Call(this);
        public Tensor atan_() => TrigonometryOps.AtanInPlace.InPlace(this);

        public Tensor arcsin() => TrigonometryOps.Arcsin.Call(this);
        public Tensor arcsin_() => TrigonometryOps.ArcsinInPlace.InPlace(this);

        public Tensor arccos() => TrigonometryOps.Arccos.Call(this);
        public Tensor arccos_() => TrigonometryOps.ArccosInPlace.InPlace(this);

        public Tensor arctan() => TrigonometryOps.Arctan.Call(this);
        public Tensor arctan_() => TrigonometryOps.ArctanInPlace.InPlace(this);
        public Tensor arctan(Tensor other) => TrigonometryOps.Arctan2.Call(this, other);
        public Tensor arctan_(Tensor other) => TrigonometryOps.Arctan2InPlace.InPlace(this, other);

        public Tensor atan2(Tensor other) => TrigonometryOps.Atan2.Call(this, other);
        public Tensor atan2_(Tensor other) => TrigonometryOps.Atan2InPlace.InPlace(this, other);

        public Tensor arctan2(Tensor other) => TrigonometryOps.Arctan2.Call(this, other);
        public Tensor arctan2_(Tensor other) => TrigonometryOps.Arctan2InPlace.InPlace(this, other);

        public Tensor sinh() => TrigonometryOps.Sinh.Call(this);
        public Tensor sinh_() => TrigonometryOps.SinhInPlace.InPlace(this);

        public Tensor cosh() => TrigonometryOps.Cosh.Call(this);
        public Tensor cosh_() => TrigonometryOps.CoshInPlace.InPlace(this);

        public Tensor tanh() => TrigonometryOps.Tanh.Call(this);
        public Tensor tanh_() => TrigonometryOps.TanhInPlace.InPlace(this);

        public Tensor asinh() => TrigonometryOps.Asinh.Call(this);
        public Tensor asinh_() => TrigonometryOps.AsinhInPlace.InPlace(this);

        public Tensor acosh() => TrigonometryOps.Acosh.Call(this);
        public Tensor acosh_() => TrigonometryOps.AcoshInPlace.InPlace(this);

        public Tensor atanh() => TrigonometryOps.Atanh.Call(this);
        public Tensor atanh_() => TrigonometryOps.AtanhInPlace.InPlace(this);

        public Tensor arcsinh() => TrigonometryOps.Arcsinh.Call(this);
        public Tensor arcsinh_() => TrigonometryOps.ArcsinhInPlace.InPlace(this);

        public Tensor arccosh() => TrigonometryOps.Arccosh.Call(this);
        public Tensor arccosh_() => TrigonometryOps.ArccoshInPlace.InPlace(this);

        public Tensor arctanh() => TrigonometryOps.Arctanh.Call(this);
        public Tensor arctanh_() => TrigonometryOps.ArctanhInPlace.InPlace(this);

        public Tensor sinc() => TrigonometryOps.Sinc.Call(this);
        public Tensor sinc_() => TrigonometryOps.SincInPlace.InPlace(this);

        private static class TrigonometryOps
        {
            internal static readonly Op Sin = new("sin");
            internal static readonly Op SinInPlace = new("sin_");
            internal static readonly Op Cos = new("cos");
            internal static readonly Op CosInPlace = new("cos_");
            internal static readonly Op Tan = new("tan");
            internal static readonly Op TanInPlace = new("tan_");
            internal static readonly Op Asin = new("asin");
            internal static readonly Op AsinInPlace = new("asin_");
            internal static readonly Op Acos = new("acos");
            internal static readonly Op AcosInPlace = new("acos_");
            internal static readonly Op Atan = new("atan");
            internal static readonly Op AtanInPlace = new("atan_");
            internal static readonly Op Arcsin = new("arcsin");
            internal static readonly Op ArcsinInPlace = new("arcsin_");
            internal static readonly Op Arccos = new("arccos");
            internal static readonly Op ArccosInPlace = new("arccos_");
            internal static readonly Op Arctan = new("arctan");
            internal static readonly Op ArctanInPlace = new("arctan_");
            internal static readonly Op Arctan2 = new("arctan2");
            internal static readonly Op Arctan2InPlace = new("arctan2_");
            internal static readonly Op Atan2 = new("atan2");
            internal static readonly Op Atan2InPlace = new("atan2_");
            internal static readonly Op Sinh = new("sinh");
            internal static readonly Op SinhInPlace = new("sinh_");
            internal static readonly Op Cosh = new("cosh");
            internal static readonly Op CoshInPlace = new("cosh_");
            internal static readonly Op Tanh = new("tanh");
            internal static readonly Op TanhInPlace = new("tanh_");
            internal static readonly Op Asinh = new("asinh");
            internal static readonly Op AsinhInPlace = new("asinh_");
            internal static readonly Op Acosh = new("acosh");
            internal static readonly Op AcoshInPlace = new("acosh_");
            internal static readonly Op Atanh = new("atanh");
            internal static readonly Op AtanhInPlace = new("atanh_");
            internal static readonly Op Arcsinh = new("arcsinh");
            internal static readonly Op ArcsinhInPlace = new("arcsinh_");
            internal static readonly Op Arccosh = new("arccosh");
            internal static readonly Op ArccoshInPlace = new("arccosh_");
            internal static readonly Op Arctanh = new("arctanh");
            internal static readonly Op ArctanhInPlace = new("arctanh_");
            internal static readonly Op Sinc = new("sinc");
            internal static readonly Op SincInPlace = new("sinc_");
        }
    }
}

using TorchSharp.Native;

namespace TorchSharp;

// Sums, products, quotients and powers, element by element and with broadcasting.
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor add(Scalar scalar) => ArithmeticOps.AddScalar.Call(this, scalar);
        public Tensor add(Scalar scalar, Scalar alpha) => ArithmeticOps.AddScalar.Call(this, scalar, alpha);
        public Tensor add(Tensor target) => ArithmeticOps.AddTensor.Call(this, target);
        public Tensor add(Tensor target, Scalar alpha) => ArithmeticOps.AddTensor.Call(this, target, alpha);
        public Tensor add_(Scalar scalar) => ArithmeticOps.AddScalarInPlace.InPlace(this, scalar);
        public Tensor add_(Scalar scalar, Scalar alpha) => ArithmeticOps.AddScalarInPlace.InPlace(this, scalar, alpha);
        public Tensor add_(Tensor target) => ArithmeticOps.AddTensorInPlace.InPlace(this, target);
        public Tensor add_(Tensor target, Scalar alpha) => ArithmeticOps.AddTensorInPlace.InPlace(this, target, alpha);

        public Tensor sub(Scalar target) => ArithmeticOps.SubScalar.Call(this, target);
        public Tensor sub(Tensor target) => ArithmeticOps.SubTensor.Call(this, target);
        public Tensor sub_(Scalar target) => ArithmeticOps.SubScalarInPlace.InPlace(this, target);
        public Tensor sub_(Tensor target) => ArithmeticOps.SubTensorInPlace.InPlace(this, target);

        public Tensor subtract(Scalar target) => ArithmeticOps.SubtractScalar.Call(this, target);
        public Tensor subtract(Tensor target) => ArithmeticOps.SubtractTensor.Call(this, target);
        public Tensor subtract_(Scalar target) => ArithmeticOps.SubtractScalarInPlace.InPlace(this, target);
        public Tensor subtract_(Tensor target) => ArithmeticOps.SubtractTensorInPlace.InPlace(this, target);

        public Tensor mul(Scalar target) => ArithmeticOps.MulScalar.Call(this, target);
        public Tensor mul(Tensor target) => ArithmeticOps.MulTensor.Call(this, target);
        public Tensor mul_(Scalar target) => ArithmeticOps.MulScalarInPlace.InPlace(this, target);
        public Tensor mul_(Tensor target) => ArithmeticOps.MulTensorInPlace.InPlace(this, target);

        public Tensor multiply(Scalar target) => ArithmeticOps.MultiplyScalar.Call(this, target);
        public Tensor multiply(Tensor target) => ArithmeticOps.MultiplyTensor.Call(this, target);

        /// <summary>Quotient; <paramref name="rounding_mode"/> None is true division (integers give floats), trunc rounds towards zero, floor downwards.</summary>
        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => ArithmeticOps.DivTensorMode.Call(this, target, NameOf(rounding_mode));
        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => ArithmeticOps.DivScalarMode.Call(this, target, NameOf(rounding_mode));
        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => ArithmeticOps.DivTensorModeInPlace.InPlace(this, target, NameOf(rounding_mode));
        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => ArithmeticOps.DivScalarModeInPlace.InPlace(this, target, NameOf(rounding_mode));

        public Tensor divide(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);
        public Tensor divide(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);
        public Tensor divide_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div_(target, rounding_mode);
        public Tensor divide_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div_(target, rounding_mode);

        public Tensor true_divide(Scalar other) => ArithmeticOps.TrueDivideScalar.Call(this, other);
        public Tensor true_divide(Tensor other) => ArithmeticOps.TrueDivideTensor.Call(this, other);
        public Tensor true_divide_(Scalar other) => ArithmeticOps.TrueDivideScalarInPlace.InPlace(this, other);
        public Tensor true_divide_(Tensor other) => ArithmeticOps.TrueDivideTensorInPlace.InPlace(this, other);

        public Tensor floor_divide(Scalar other) => ArithmeticOps.FloorDivideScalar.Call(this, other);
        public Tensor floor_divide(Tensor other) => ArithmeticOps.FloorDivide.Call(this, other);
        public Tensor floor_divide_(Scalar other) => ArithmeticOps.FloorDivideScalarInPlace.InPlace(this, other);
        public Tensor floor_divide_(Tensor other) => ArithmeticOps.FloorDivideTensorInPlace.InPlace(this, other);

        public Tensor remainder(Scalar scalar) => ArithmeticOps.RemainderScalar.Call(this, scalar);
        public Tensor remainder(Tensor target) => ArithmeticOps.RemainderTensor.Call(this, target);
        public Tensor remainder_(Scalar scalar) => ArithmeticOps.RemainderScalarInPlace.InPlace(this, scalar);
        public Tensor remainder_(Tensor target) => ArithmeticOps.RemainderTensorInPlace.InPlace(this, target);

        public Tensor fmod(Scalar scalar) => ArithmeticOps.FmodScalar.Call(this, scalar);
        public Tensor fmod(Tensor target) => ArithmeticOps.FmodTensor.Call(this, target);
        public Tensor fmod_(Scalar scalar) => ArithmeticOps.FmodScalarInPlace.InPlace(this, scalar);
        public Tensor fmod_(Tensor target) => ArithmeticOps.FmodTensorInPlace.InPlace(this, target);

        public Tensor pow(Scalar exponent) => ArithmeticOps.PowTensorScalar.Call(this, exponent);
        public Tensor pow(Tensor exponent) => ArithmeticOps.PowTensorTensor.Call(this, exponent);
        public Tensor pow_(Scalar exponent) => ArithmeticOps.PowScalarInPlace.InPlace(this, exponent);
        public Tensor pow_(Tensor exponent) => ArithmeticOps.PowTensorInPlace.InPlace(this, exponent);

        public Tensor float_power(Tensor target) => ArithmeticOps.FloatPowerTensorTensor.Call(this, target);

        public Tensor lerp(Tensor end, Tensor weight) => ArithmeticOps.LerpTensor.Call(this, end, weight);
        public Tensor lerp_(Tensor end, Tensor weight) => ArithmeticOps.LerpTensorInPlace.InPlace(this, end, weight);

        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => ArithmeticOps.Addcmul.Call(this, tensor1, tensor2, value);
        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => ArithmeticOps.AddcmulInPlace.InPlace(this, tensor1, tensor2, value);

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => ArithmeticOps.Addcdiv.Call(this, tensor1, tensor2);
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => ArithmeticOps.AddcdivInPlace.InPlace(this, tensor1, tensor2);
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => ArithmeticOps.Addcdiv.Call(this, tensor1, tensor2, value);
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => ArithmeticOps.AddcdivInPlace.InPlace(this, tensor1, tensor2, value);

        public Tensor hypot(Tensor other) => ArithmeticOps.Hypot.Call(this, other);

        public Tensor gcd(Tensor other) => ArithmeticOps.Gcd.Call(this, other);
        public Tensor gcd_(Tensor other) => ArithmeticOps.GcdInPlace.InPlace(this, other);

        public Tensor lcm(Tensor other) => ArithmeticOps.Lcm.Call(this, other);
        public Tensor lcm_(Tensor other) => ArithmeticOps.LcmInPlace.InPlace(this, other);

        public Tensor ldexp(Tensor other) => ArithmeticOps.LdexpTensor.Call(this, other);
        public Tensor ldexp_(Tensor other) => ArithmeticOps.LdexpInPlace.InPlace(this, other);

        public Tensor logaddexp(Tensor other) => ArithmeticOps.Logaddexp.Call(this, other);

        public Tensor logaddexp2(Tensor other) => ArithmeticOps.Logaddexp2.Call(this, other);

        public Tensor xlogy(Scalar y) => ArithmeticOps.XlogyScalarOther.Call(this, y);
        public Tensor xlogy(Tensor y) => ArithmeticOps.XlogyTensor.Call(this, y);
        public Tensor xlogy_(Scalar y) => ArithmeticOps.XlogyScalarOtherInPlace.InPlace(this, y);
        public Tensor xlogy_(Tensor y) => ArithmeticOps.XlogyTensorInPlace.InPlace(this, y);

        public Tensor copysign(Tensor other) => ArithmeticOps.CopysignTensor.Call(this, other);

        public Tensor heaviside(Tensor other) => ArithmeticOps.Heaviside.Call(this, other);

        public Tensor nextafter(Tensor other) => ArithmeticOps.Nextafter.Call(this, other);

        public Tensor dist(Tensor other, float p = 2f) => ArithmeticOps.Dist.Call(this, other, p);

        private static class ArithmeticOps
        {
            internal static readonly Op AddScalar = new("add.Scalar");
            internal static readonly Op AddTensor = new("add.Tensor");
            internal static readonly Op AddScalarInPlace = new("add_.Scalar");
            internal static readonly Op AddTensorInPlace = new("add_.Tensor");
            internal static readonly Op SubScalar = new("sub.Scalar");
            internal static readonly Op SubTensor = new("sub.Tensor");
            internal static readonly Op SubScalarInPlace = new("sub_.Scalar");
            internal static readonly Op SubTensorInPlace = new("sub_.Tensor");
            internal static readonly Op SubtractScalar = new("subtract.Scalar");
            internal static readonly Op SubtractTensor = new("subtract.Tensor");
            internal static readonly Op SubtractScalarInPlace = new("subtract_.Scalar");
            internal static readonly Op SubtractTensorInPlace = new("subtract_.Tensor");
            internal static readonly Op MulScalar = new("mul.Scalar");
            internal static readonly Op MulTensor = new("mul.Tensor");
            internal static readonly Op MulScalarInPlace = new("mul_.Scalar");
            internal static readonly Op MulTensorInPlace = new("mul_.Tensor");
            internal static readonly Op MultiplyScalar = new("multiply.Scalar");
            internal static readonly Op MultiplyTensor = new("multiply.Tensor");
            internal static readonly Op DivTensorMode = new("div.Tensor_mode");
            internal static readonly Op DivScalarMode = new("div.Scalar_mode");
            internal static readonly Op DivTensorModeInPlace = new("div_.Tensor_mode");
            internal static readonly Op DivScalarModeInPlace = new("div_.Scalar_mode");
            internal static readonly Op TrueDivideScalar = new("true_divide.Scalar");
            internal static readonly Op TrueDivideTensor = new("true_divide.Tensor");
            internal static readonly Op TrueDivideScalarInPlace = new("true_divide_.Scalar");
            internal static readonly Op TrueDivideTensorInPlace = new("true_divide_.Tensor");
            internal static readonly Op FloorDivideScalar = new("floor_divide.Scalar");
            internal static readonly Op FloorDivide = new("floor_divide");
            internal static readonly Op FloorDivideScalarInPlace = new("floor_divide_.Scalar");
            internal static readonly Op FloorDivideTensorInPlace = new("floor_divide_.Tensor");
            internal static readonly Op RemainderScalar = new("remainder.Scalar");
            internal static readonly Op RemainderTensor = new("remainder.Tensor");
            internal static readonly Op RemainderScalarInPlace = new("remainder_.Scalar");
            internal static readonly Op RemainderTensorInPlace = new("remainder_.Tensor");
            internal static readonly Op FmodScalar = new("fmod.Scalar");
            internal static readonly Op FmodTensor = new("fmod.Tensor");
            internal static readonly Op FmodScalarInPlace = new("fmod_.Scalar");
            internal static readonly Op FmodTensorInPlace = new("fmod_.Tensor");
            internal static readonly Op PowTensorScalar = new("pow.Tensor_Scalar");
            internal static readonly Op PowTensorTensor = new("pow.Tensor_Tensor");
            internal static readonly Op PowScalarInPlace = new("pow_.Scalar");
            internal static readonly Op PowTensorInPlace = new("pow_.Tensor");
            internal static readonly Op FloatPowerTensorTensor = new("float_power.Tensor_Tensor");
            internal static readonly Op LerpTensor = new("lerp.Tensor");
            internal static readonly Op LerpTensorInPlace = new("lerp_.Tensor");
            internal static readonly Op Addcmul = new("addcmul");
            internal static readonly Op AddcmulInPlace = new("addcmul_");
            internal static readonly Op Addcdiv = new("addcdiv");
            internal static readonly Op AddcdivInPlace = new("addcdiv_");
            internal static readonly Op Hypot = new("hypot");
            internal static readonly Op Gcd = new("gcd");
            internal static readonly Op GcdInPlace = new("gcd_");
            internal static readonly Op Lcm = new("lcm");
            internal static readonly Op LcmInPlace = new("lcm_");
            internal static readonly Op LdexpTensor = new("ldexp.Tensor");
            internal static readonly Op LdexpInPlace = new("ldexp_");
            internal static readonly Op Logaddexp = new("logaddexp");
            internal static readonly Op Logaddexp2 = new("logaddexp2");
            internal static readonly Op XlogyScalarOther = new("xlogy.Scalar_Other");
            internal static readonly Op XlogyTensor = new("xlogy.Tensor");
            internal static readonly Op XlogyScalarOtherInPlace = new("xlogy_.Scalar_Other");
            internal static readonly Op XlogyTensorInPlace = new("xlogy_.Tensor");
            internal static readonly Op CopysignTensor = new("copysign.Tensor");
            internal static readonly Op Heaviside = new("heaviside");
            internal static readonly Op Nextafter = new("nextafter");
            internal static readonly Op Dist = new("dist");
        }
    }
}

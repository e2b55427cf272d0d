using TorchSharp.Native;

namespace TorchSharp;

// Comparisons give Bool tensors; the in-place ones write zeros and ones.
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor eq(Scalar target) => ComparisonOps.EqScalar.Call(this, target);
        public Tensor eq(Tensor target) => ComparisonOps.EqTensor.Call(this, target);
        public Tensor eq_(Scalar target) => ComparisonOps.EqScalarInPlace.InPlace(this, target);
        public Tensor eq_(Tensor target) => ComparisonOps.EqTensorInPlace.InPlace(this, target);

        public Tensor ne(Scalar target) => ComparisonOps.NeScalar.Call(this, target);
        public Tensor ne(Tensor target) => ComparisonOps.NeTensor.Call(this, target);
        public Tensor ne_(Scalar target) => ComparisonOps.NeScalarInPlace.InPlace(this, target);
        public Tensor ne_(Tensor target) => ComparisonOps.NeTensorInPlace.InPlace(this, target);

        public Tensor lt(Scalar target) => ComparisonOps.LtScalar.Call(this, target);
        public Tensor lt(Tensor target) => ComparisonOps.LtTensor.Call(this, target);
        public Tensor lt_(Scalar target) => ComparisonOps.LtScalarInPlace.InPlace(this, target);
        public Tensor lt_(Tensor target) => ComparisonOps.LtTensorInPlace.InPlace(this, target);

        public Tensor le(Scalar target) => ComparisonOps.LeScalar.Call(this, target);
        public Tensor le(Tensor target) => ComparisonOps.LeTensor.Call(this, target);
        public Tensor le_(Scalar target) => ComparisonOps.LeScalarInPlace.InPlace(this, target);
        public Tensor le_(Tensor target) => ComparisonOps.LeTensorInPlace.InPlace(this, target);

        public Tensor gt(Scalar target) => ComparisonOps.GtScalar.Call(this, target);
        public Tensor gt(Tensor target) => ComparisonOps.GtTensor.Call(this, target);
        public Tensor gt_(Scalar target) => ComparisonOps.GtScalarInPlace.InPlace(this, target);
        public Tensor gt_(Tensor target) => ComparisonOps.GtTensorInPlace.InPlace(this, target);

        public Tensor ge(Scalar target) => ComparisonOps.GeScalar.Call(this, target);
        public Tensor ge(Tensor target) => ComparisonOps.GeTensor.Call(this, target);
        public Tensor ge_(Scalar target) => ComparisonOps.GeScalarInPlace.InPlace(this, target);
        public Tensor ge_(Tensor target) => ComparisonOps.GeTensorInPlace.InPlace(this, target);

        /// <summary>Element by element, as <see cref="eq(Tensor)"/>; <see cref="Equals(Tensor)"/> compares whole tensors.</summary>
        public Tensor equal(Tensor target) => eq(target);

        public Tensor not_equal(Tensor target) => ne(target);
        public Tensor not_equal_(Tensor target) => ne_(target);

        public Tensor less(Tensor target) => lt(target);

        public Tensor less_equal(Tensor target) => le(target);
        public Tensor less_equal_(Tensor target) => le_(target);

        public Tensor greater(Tensor target) => gt(target);

        public Tensor greater_equal(Tensor target) => ge(target);

        public Tensor isclose(Tensor other, double rtol = 1E-05, double atol = 1E-08, bool nanEqual = false) => ComparisonOps.Isclose.Call(this, other, rtol, atol, nanEqual);

        public bool allclose(Tensor target, double rtol = 1E-05, double atol = 1E-08, bool equal_nan = false) => ComparisonOps.Allclose.CallBool(this, target, rtol, atol, equal_nan);

        public Tensor isin(Tensor test_elements, bool assumeUnique = false, bool invert = false) => ComparisonOps.IsinTensorTensor.Call(this, test_elements, assumeUnique, invert);

        /// <summary>Whether both have the same shape and the same values.</summary>
        public bool Equals(Tensor target) => ComparisonOps.Equal.CallBool(this, target);

        private static class ComparisonOps
        {
            internal static readonly Op EqScalar = new("eq.Scalar");
            internal static readonly Op EqTensor = new("eq.Tensor");
            internal static readonly Op EqScalarInPlace = new("eq_.Scalar");
            internal static readonly Op EqTensorInPlace = new("eq_.Tensor");
            internal static readonly Op NeScalar = new("ne.Scalar");
            internal static readonly Op NeTensor = new("ne.Tensor");
            internal static readonly Op NeScalarInPlace = new("ne_.Scalar");
            internal static readonly Op NeTensorInPlace = new("ne_.Tensor");
            internal static readonly Op LtScalar = new("lt.Scalar");
            internal static readonly Op LtTensor = new("lt.Tensor");
            internal static readonly Op LtScalarInPlace = new("lt_.Scalar");
            internal static readonly Op LtTensorInPlace = new("lt_.Tensor");
            internal static readonly Op LeScalar = new("le.Scalar");
            internal static readonly Op LeTensor = new("le.Tensor");
            internal static readonly Op LeScalarInPlace = new("le_.Scalar");
            internal static readonly Op LeTensorInPlace = new("le_.Tensor");
            internal static readonly Op GtScalar = new("gt.Scalar");
            internal static readonly Op GtTensor = new("gt.Tensor");
            internal static readonly Op GtScalarInPlace = new("gt_.Scalar");
            internal static readonly Op GtTensorInPlace = new("gt_.Tensor");
            internal static readonly Op GeScalar = new("ge.Scalar");
            internal static readonly Op GeTensor = new("ge.Tensor");
            internal static readonly Op GeScalarInPlace = new("ge_.Scalar");
            internal static readonly Op GeTensorInPlace = new("ge_.Tensor");
            internal static readonly Op Isclose = new("isclose");
            internal static readonly Op Allclose = new("allclose");
            internal static readonly Op IsinTensorTensor = new("isin.Tensor_Tensor");
            internal static readonly Op Equal = new("equal");
        }
    }
}

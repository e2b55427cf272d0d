using TorchSharp.Native;

namespace TorchSharp;

// Truth values and bits.
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor logical_and(Tensor other) => LogicOps.LogicalAnd.Call(this, other);
        public Tensor logical_and_(Tensor other) => LogicOps.LogicalAndInPlace.InPlace(this, other);

        public Tensor logical_or(Tensor other) => LogicOps.LogicalOr.Call(this, other);
        public Tensor logical_or_(Tensor other) => LogicOps.LogicalOrInPlace.InPlace(this, other);

        public Tensor logical_xor(Tensor other) => LogicOps.LogicalXor.Call(this, other);
        public Tensor logical_xor_(Tensor other) => LogicOps.LogicalXorInPlace.InPlace(this, other);

        public Tensor logical_not() => LogicOps.LogicalNot.Call(this);
        public Tensor logical_not_() => LogicOps.LogicalNotInPlace.InPlace(this);

        public Tensor bitwise_and(Tensor other) => LogicOps.BitwiseAndTensor.Call(this, other);
        public Tensor bitwise_and_(Tensor other) => LogicOps.BitwiseAndTensorInPlace.InPlace(this, other);

        public Tensor bitwise_or(Tensor other) => LogicOps.BitwiseOrTensor.Call(this, other);
        public Tensor bitwise_or_(Tensor other) => LogicOps.BitwiseOrTensorInPlace.InPlace(this, other);

        public Tensor bitwise_xor(Tensor other) => LogicOps.BitwiseXorTensor.Call(this, other);
        public Tensor bitwise_xor_(Tensor other) => LogicOps.BitwiseXorTensorInPlace.InPlace(this, other);

        public Tensor bitwise_not() => LogicOps.BitwiseNot.Call(this);
        public Tensor bitwise_not_() => LogicOps.BitwiseNotInPlace.InPlace(this);

        public Tensor bitwise_left_shift(Tensor other) => LogicOps.BitwiseLeftShiftTensor.Call(this, other);
        public Tensor bitwise_left_shift_(Tensor other) => LogicOps.BitwiseLeftShiftTensorInPlace.InPlace(this, other);

        public Tensor bitwise_right_shift(Tensor other) => LogicOps.BitwiseRightShiftTensor.Call(this, other);
        public Tensor bitwise_right_shift_(Tensor other) => LogicOps.BitwiseRightShiftTensorInPlace.InPlace(this, other);

        public Tensor all() => LogicOps.All.Call(this);
        public Tensor all(long dim, bool keepdim = false) => LogicOps.AllDim.Call(this, dim, keepdim);

        public Tensor any() => LogicOps.Any.Call(this);
        public Tensor any(long dim, bool keepdim = false) => LogicOps.AnyDim.Call(this, dim, keepdim);

        public bool is_nonzero() => LogicOps.IsNonzero.CallBool(this);

        private static class LogicOps
        {
            internal static readonly Op LogicalAnd = new("logical_and");
            internal static readonly Op LogicalAndInPlace = new("logical_and_");
            internal static readonly Op LogicalOr = new("logical_or");
            internal static readonly Op LogicalOrInPlace = new("logical_or_");
            internal static readonly Op LogicalXor = new("logical_xor");
            internal static readonly Op LogicalXorInPlace = new("logical_xor_");
            internal static readonly Op LogicalNot = new("logical_not");
            internal static readonly Op LogicalNotInPlace = new("logical_not_");
            internal static readonly Op BitwiseAndTensor = new("bitwise_and.Tensor");
            internal static readonly Op BitwiseAndTensorInPlace = new("bitwise_and_.Tensor");
            internal static readonly Op BitwiseOrTensor = new("bitwise_or.Tensor");
            internal static readonly Op BitwiseOrTensorInPlace = new("bitwise_or_.Tensor");
            internal static readonly Op BitwiseXorTensor = new("bitwise_xor.Tensor");
            internal static readonly Op BitwiseXorTensorInPlace = new("bitwise_xor_.Tensor");
            internal static readonly Op BitwiseNot = new("bitwise_not");
            internal static readonly Op BitwiseNotInPlace = new("bitwise_not_");
            internal static readonly Op BitwiseLeftShiftTensor = new("bitwise_left_shift.Tensor");
            internal static readonly Op BitwiseLeftShiftTensorInPlace = new("bitwise_left_shift_.Tensor");
            internal static readonly Op BitwiseRightShiftTensor = new("bitwise_right_shift.Tensor");
            internal static readonly Op BitwiseRightShiftTensorInPlace = new("bitwise_right_shift_.Tensor");
            internal static readonly Op All = new("all");
            internal static readonly Op AllDim = new("all.dim");
            internal static readonly Op Any = new("any");
            internal static readonly Op AnyDim = new("any.dim");
            internal static readonly Op IsNonzero = new("is_nonzero");
        }
    }
}

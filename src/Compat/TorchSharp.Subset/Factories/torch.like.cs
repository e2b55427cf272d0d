using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    private static readonly Op EmptyLikeOp = new("empty_like");
    private static readonly Op ZerosLikeOp = new("zeros_like");
    private static readonly Op OnesLikeOp = new("ones_like");
    private static readonly Op FullLikeOp = new("full_like");
    private static readonly Op RandLikeOp = new("rand_like");
    private static readonly Op RandnLikeOp = new("randn_like");
    private static readonly Op RandintLikeOp = new("randint_like.low_dtype");

    // Tensors of another one's shape; its dtype and device unless asked otherwise.

    public static Tensor empty_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Like(EmptyLikeOp, input, dtype, device, requires_grad, names);

    public static Tensor zeros_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Like(ZerosLikeOp, input, dtype, device, requires_grad, names);

    public static Tensor ones_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Like(OnesLikeOp, input, dtype, device, requires_grad, names);

    public static Tensor full_like(Tensor input, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Finish(FullLikeOp.Call(input, value, dtype, Value.None, device), requires_grad, names);

    public static Tensor rand_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Like(RandLikeOp, input, dtype, device, requires_grad, null);

    public static Tensor randn_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Like(RandnLikeOp, input, dtype, device, requires_grad, null);

    public static Tensor randint_like(Tensor input, long low, long high, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Finish(RandintLikeOp.Call(input, low, high, dtype, Value.None, device), requires_grad, null);

    private static Tensor Like(Op op, Tensor input, ScalarType? dtype, Device? device, bool requires_grad, string[]? names) =>
        Finish(op.Call(input, dtype, Value.None, device), requires_grad, names);
}

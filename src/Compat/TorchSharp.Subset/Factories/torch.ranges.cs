using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    private static readonly Op ArangeOp = new("arange.start_step");
    private static readonly Op EyeOp = new("eye.m");
    private static readonly Op LinspaceOp = new("linspace");
    private static readonly Op LogspaceOp = new("logspace");
    private static readonly Op EmptyStridedOp = new("empty_strided");
    private static readonly Op ComplexOp = new("complex");

    /// <summary>Numbers from 0 below <paramref name="stop"/>; int64 when all bounds are integers, else float32.</summary>
    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(0, stop, 1, dtype, device, requires_grad);

    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(start, stop, 1, dtype, device, requires_grad);

    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Finish(ArangeOp.Call(start, stop, step, dtype ?? RangeType(start, stop, step), Value.None, device, false), requires_grad, null);

    // The dispatcher's boxed call does not infer the dtype as the C++ overload does.
    private static ScalarType RangeType(params ReadOnlySpan<Scalar> bounds)
    {
        foreach (Scalar bound in bounds)
            if (!bound.IsIntegral) return ScalarType.Float32;
        return ScalarType.Int64;
    }

    /// <summary>The identity matrix; square when <paramref name="columns"/> is -1.</summary>
    public static Tensor eye(long rows, long columns = -1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Finish(EyeOp.Call(rows, columns < 0 ? rows : columns, dtype, Value.None, device, false), requires_grad, names);

    public static Tensor linspace(double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Finish(LinspaceOp.Call(start, end, steps, dtype, Value.None, device, false), requires_grad, null);

    public static Tensor logspace(double start, double end, long steps, double @base = 10, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Finish(LogspaceOp.Call(start, end, steps, @base, dtype, Value.None, device, false), requires_grad, null);

    public static Tensor empty_strided(long[] size, long[] strides, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Finish(EmptyStridedOp.Call(size, strides, dtype, Value.None, device, false), requires_grad, names);

    public static Tensor complex(Tensor real, Tensor imag) => ComplexOp.Call(real, imag);
}

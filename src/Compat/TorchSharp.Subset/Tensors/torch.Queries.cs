using TorchSharp.Native;

namespace TorchSharp;

// What a tensor is, beyond its dtype and shape.
public static partial class torch
{
    public static bool is_complex(ScalarType type) => type is ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64;

    public static bool is_floating_point(ScalarType type) => type is ScalarType.Float16 or ScalarType.Float32 or ScalarType.Float64 or ScalarType.BFloat16;

    public static bool is_integral(ScalarType type) => type is ScalarType.Byte or ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64 or ScalarType.Bool;
    public static bool is_integral(Tensor t) => t.is_integral();

    /// <summary>The largest whole number that a dtype holds exactly in every place below it.</summary>
    public static long max_int_value(ScalarType type) => type switch
    {
        ScalarType.Byte => byte.MaxValue,
        ScalarType.Int8 => sbyte.MaxValue,
        ScalarType.Int16 => short.MaxValue,
        ScalarType.Int32 => int.MaxValue,
        ScalarType.Int64 => long.MaxValue,
        ScalarType.Bool => 1,
        ScalarType.BFloat16 => 1L << 8,
        ScalarType.Float16 => 1L << 11,
        ScalarType.Float32 => 1L << 24,
        ScalarType.Float64 => 1L << 53,
        _ => throw new ArgumentException($"max_int_value: expected an integral or floating dtype, found {type}.", nameof(type)),
    };

    public static bool is_tensor(object obj) => obj is Tensor;

    public static long numel(Tensor input) => input.numel();

    public static ScalarType result_type(Tensor tensor1, Tensor tensor2) => (ScalarType)QueriesStaticOps.ResultTypeTensor.CallLong(tensor1, tensor2);

    public static ScalarType promote_types(ScalarType type1, ScalarType type2) => (ScalarType)QueriesStaticOps.PromoteTypes.CallLong(type1, type2);

    public static bool can_cast(ScalarType from, ScalarType to) => QueriesStaticOps.CanCast.CallBool(from, to);

    public static Tensor cdist(Tensor x1, Tensor x2, double p = 2, compute_mode compute_mode = compute_mode.use_mm_for_euclid_dist_if_necessary) => QueriesStaticOps.Cdist.Call(x1, x2, p, (long)compute_mode);

    public static bool is_complex(Tensor input) => input.is_complex();

    public static bool is_floating_point(Tensor input) => input.is_floating_point();

    public static bool is_conj(Tensor input) => input.is_conj();

    public static Tensor is_neg(Tensor input) => input.is_neg();

    private static class QueriesStaticOps
    {
        internal static readonly Op ResultTypeTensor = new("result_type.Tensor");
        internal static readonly Op PromoteTypes = new("promote_types");
        internal static readonly Op CanCast = new("can_cast");
        internal static readonly Op Cdist = new("cdist");
    }
}

using System.Numerics;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Conversions between .NET values and tensors, and tensors in TorchSharp's own file format.</summary>
public static partial class TensorExtensionMethods
{
    // The only element of a tensor, converted from its dtype.
    public static bool ToBoolean(this Tensor value) => value.ToScalar().ToBoolean();
    public static byte ToByte(this Tensor value) => value.ToScalar().ToByte();
    public static sbyte ToSByte(this Tensor value) => value.ToScalar().ToSByte();
    public static short ToInt16(this Tensor value) => value.ToScalar().ToInt16();
    public static int ToInt32(this Tensor value) => value.ToScalar().ToInt32();
    public static long ToInt64(this Tensor value) => value.ToScalar().ToInt64();
    public static Half ToHalf(this Tensor value) => value.ToScalar().ToHalf();
    public static float ToSingle(this Tensor value) => value.ToScalar().ToSingle();
    public static double ToDouble(this Tensor value) => value.ToScalar().ToDouble();
    public static (float Real, float Imaginary) ToComplexFloat32(this Tensor value) => value.ToScalar().ToComplexFloat32();
    public static Complex ToComplexFloat64(this Tensor value) => value.ToScalar().ToComplexFloat64();

    /// <summary>A tensor without dimensions from a number.</summary>
    public static Tensor ToTensor<T>(this T scalar, Device? device = null, bool requires_grad = false) where T : struct =>
        FromArray(new[] { scalar }, null, device, requires_grad, shape: []);

    /// <summary>A tensor of the given shape from a flat array.</summary>
    public static Tensor ToTensor<T>(this T[] rawArray, long[] dimensions, bool doCopy = false, bool requires_grad = false) =>
        FromArray(rawArray, null, null, requires_grad, shape: dimensions);

    /// <summary>Bytes an element takes.</summary>
    public static int ElementSize(this ScalarType type) => SizeOf(type);

    /// <summary>The number of elements of a shape.</summary>
    public static long TotalSize(this IEnumerable<long> shape) => shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>Shape, dtype and device in one line.</summary>
    public static string metastr(this Tensor tensor) => tensor.ToString();
}

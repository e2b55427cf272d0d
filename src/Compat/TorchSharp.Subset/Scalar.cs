using System.Numerics;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// A number with a dtype. TorchSharp's holds a native object; this one holds the number itself, because
/// an operator takes it as a tagged value, which spares two native calls for each <c>x + 1</c>.
/// </summary>
public sealed class Scalar : IDisposable
{
    private readonly double number;
    private readonly double imaginary;
    private readonly long integer;

    private Scalar(ScalarType type, long integer, double number, double imaginary = 0)
    {
        Type = type;
        this.integer = integer;
        this.number = number;
        this.imaginary = imaginary;
    }

    /// <summary>The dtype that the value came with.</summary>
    public ScalarType Type { get; }

    internal static Scalar OfBFloat16(float value) => new(ScalarType.BFloat16, 0, value);

    internal long Integer => IsIntegral ? integer : (long)number;
    internal double Number => IsIntegral ? integer : number;
    internal Complex ComplexNumber => new(Number, imaginary);

    internal bool IsIntegral => Type is ScalarType.Byte or ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64 or ScalarType.Bool;

    internal Value ToValue() => Type switch
    {
        ScalarType.Bool => integer != 0,
        ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64 => Value.Complex(number, imaginary),
        _ => IsIntegral ? (Value)integer : number, // without the cast both would become double, and x + 1 a float tensor
    };

    public static implicit operator Scalar(byte value) => new(ScalarType.Byte, value, 0);
    public static implicit operator Scalar(sbyte value) => new(ScalarType.Int8, value, 0);
    public static implicit operator Scalar(short value) => new(ScalarType.Int16, value, 0);
    public static implicit operator Scalar(int value) => new(ScalarType.Int32, value, 0);
    public static implicit operator Scalar(long value) => new(ScalarType.Int64, value, 0);
    public static implicit operator Scalar(bool value) => new(ScalarType.Bool, value ? 1 : 0, 0);
    public static implicit operator Scalar(Half value) => new(ScalarType.Float16, 0, (double)value);
    public static implicit operator Scalar(float value) => new(ScalarType.Float32, 0, value);
    public static implicit operator Scalar(double value) => new(ScalarType.Float64, 0, value);
    public static implicit operator Scalar((float, float) value) => new(ScalarType.ComplexFloat32, 0, value.Item1, value.Item2);
    public static implicit operator Scalar(Complex value) => new(ScalarType.ComplexFloat64, 0, value.Real, value.Imaginary);

    /// <summary>Nothing to release; there because TorchSharp's users write <c>using</c>.</summary>
    public void Dispose()
    {
    }
}

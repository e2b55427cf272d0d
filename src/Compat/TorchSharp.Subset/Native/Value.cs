using static TorchSharp.torch;

namespace TorchSharp.Native;

/// <summary>
/// One argument of an operator on the managed side. What it refers to (tensor, list, text) stays
/// referenced until the call returns, so that the collector cannot free a tensor in the middle of it.
/// </summary>
internal readonly struct Value
{
    internal readonly object? Reference;
    internal readonly long Bits;
    internal readonly Tag Tag;

    private Value(Tag tag, object? reference, long bits = 0)
    {
        Tag = reference is null && bits == 0 && tag is not (Tag.Int or Tag.Double or Tag.Bool or Tag.Device) ? Tag.None : tag;
        Reference = reference;
        Bits = bits;
    }

    internal static Value None => default;

    /// <summary>A list in which a null stands for "no tensor here" (what indexing passes).</summary>
    internal static Value Optionals(Tensor?[] tensors) => new(Tag.OptionalTensorList, tensors);

    public static implicit operator Value(Tensor? tensor) => new(Tag.Tensor, tensor);
    public static implicit operator Value(Tensor[]? tensors) => new(Tag.TensorList, tensors);
    public static implicit operator Value(long value) => new(Tag.Int, null, value);
    public static implicit operator Value(long? value) => value is { } v ? v : None;
    public static implicit operator Value(double value) => new(Tag.Double, null, BitConverter.DoubleToInt64Bits(value));
    public static implicit operator Value(double? value) => value is { } v ? v : None;
    public static implicit operator Value(bool value) => new(Tag.Bool, null, value ? 1 : 0);
    public static implicit operator Value(string? value) => new(Tag.String, value);
    public static implicit operator Value(long[]? values) => new(Tag.IntList, values);
    public static implicit operator Value(double[]? values) => new(Tag.DoubleList, values);
    public static implicit operator Value(bool[]? values) => new(Tag.BoolList, values);
    public static implicit operator Value(ScalarType type) => (long)type;
    public static implicit operator Value(ScalarType? type) => type is { } t ? (long)t : None;
    public static implicit operator Value(Device? device) => device is null ? None : new(Tag.Device, null, (uint)device.type | ((long)device.index << 32));
    public static implicit operator Value(Generator? generator) => new(Tag.Generator, generator);
    public static implicit operator Value(Scalar? scalar) => scalar is null ? None : scalar.ToValue();

    internal static Value Complex(double real, double imaginary) => new(Tag.Complex, new[] { real, imaginary });
}

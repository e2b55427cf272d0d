using System.Numerics;
using System.Runtime.InteropServices;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The operators behind the factories.</summary>
    private static class Ops
    {
        internal static readonly Op Empty = new("empty.memory_format");
        internal static readonly Op Zeros = new("zeros");
        internal static readonly Op Ones = new("ones");
        internal static readonly Op Rand = new("rand");
        internal static readonly Op RandGenerator = new("rand.generator");
        internal static readonly Op Randn = new("randn");
        internal static readonly Op RandnGenerator = new("randn.generator");
        internal static readonly Op Full = new("full");
        internal static readonly Op ToOptions = new("to.dtype_layout");
    }

    private static Tensor New(Op op, long[] size, ScalarType? dtype, Device? device, bool requires_grad, string[]? names) =>
        Finish(op.Call(size, dtype, Value.None, device, false), requires_grad, names);

    private static Tensor New(Op op, long[] size, Generator? generator, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
    {
        if (generator is null) return New(op, size, dtype, device, requires_grad, names);
        Op seeded = op == Ops.Rand ? Ops.RandGenerator : Ops.RandnGenerator;
        return Finish(seeded.Call(size, generator, dtype, Value.None, device, false), requires_grad, names);
    }

    private static Tensor NewFull(long[] size, Scalar value, ScalarType? dtype, Device? device, bool requires_grad, string[]? names) =>
        Finish(Ops.Full.Call(size, value, dtype, Value.None, device, false), requires_grad, names);

    private static Tensor Finish(Tensor made, bool requires_grad, string[]? names)
    {
        // No part of libtorch that is carried here uses dimension names beyond keeping them.
        if (names is not null) throw new ArgumentException("Named dimensions are not supported by this libtorch binding.", nameof(names));
        return requires_grad ? made.requires_grad_() : made;
    }

    private static T[] Items<T>(IList<T> list) => list as T[] ?? [.. list];

    private static Tensor FromScalar<T>(T value, ScalarType? dtype, Device? device, bool requires_grad) where T : unmanaged =>
        FromSpan(new ReadOnlySpan<T>(in value), [], dtype, device, requires_grad);

    /// <summary>Any rank; the shape is the array's unless another of the same size is given.</summary>
    internal static unsafe Tensor FromArray(Array array, ScalarType? dtype, Device? device, bool requires_grad, string[]? names = null, long[]? shape = null)
    {
        ArgumentNullException.ThrowIfNull(array);
        ScalarType natural = TypeOf(array.GetType().GetElementType()!);
        shape ??= [.. Enumerable.Range(0, array.Rank).Select(array.GetLongLength)];
        CheckFills(array.LongLength, shape);
        fixed (byte* start = &MemoryMarshal.GetArrayDataReference(array))
            return FromMemory(start, natural, shape, dtype, device, requires_grad, names);
    }

    private static unsafe Tensor FromSpan<T>(ReadOnlySpan<T> values, ReadOnlySpan<long> shape, ScalarType? dtype, Device? device, bool requires_grad, string[]? names = null)
        where T : unmanaged
    {
        CheckFills(values.Length, shape);
        fixed (T* start = values) return FromMemory((byte*)start, TypeOf(typeof(T)), shape.ToArray(), dtype, device, requires_grad, names);
    }

    private static void CheckFills(long count, ReadOnlySpan<long> shape)
    {
        long expected = 1;
        foreach (long size in shape) expected *= size;
        if (expected != count)
            throw new ArgumentException($"tensor: {count} values do not fill the shape [{string.Join(", ", shape.ToArray())}], which needs {expected}.");
    }

    private static unsafe Tensor FromMemory(byte* start, ScalarType natural, long[] shape, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
    {
        Tensor made = Ops.Empty.Call(shape, natural, Value.None, CPU, false);
        TensorDescription d = made.Describe();
        if (d.Elements > 0) Buffer.MemoryCopy(start, (void*)made.DataPointer(), d.Elements * d.ElementSize, d.Elements * d.ElementSize);
        return Finish(Converted(made, dtype, device), requires_grad, names);
    }

    private static Tensor Converted(Tensor made, ScalarType? dtype, Device? device)
    {
        bool sameType = dtype is null || dtype == made.dtype;
        if (sameType && (device is null || device.type == DeviceType.CPU)) return made;
        using (made) return Ops.ToOptions.Call(made, dtype, Value.None, device);
    }

    // `to` hands the tensor itself back, as a second reference, when nothing is to be converted.
    private static Tensor Fitted(Tensor data, ScalarType? dtype, Device? device) =>
        (dtype is null || dtype == data.dtype) && (device is null || device.type == data.device_type) ? data : Ops.ToOptions.Call(data, dtype, Value.None, device);

    private static ScalarType TypeOf(Type element) =>
        Type.GetTypeCode(element) switch
        {
            _ when element == typeof(Half) => ScalarType.Float16,
            _ when element == typeof(Complex) => ScalarType.ComplexFloat64,
            _ when element == typeof((float, float)) => ScalarType.ComplexFloat32,
            TypeCode.Byte => ScalarType.Byte,
            TypeCode.SByte => ScalarType.Int8,
            TypeCode.Int16 => ScalarType.Int16,
            TypeCode.Int32 => ScalarType.Int32,
            TypeCode.Int64 => ScalarType.Int64,
            TypeCode.Single => ScalarType.Float32,
            TypeCode.Double => ScalarType.Float64,
            TypeCode.Boolean => ScalarType.Bool,
            _ => throw new NotSupportedException($"No tensor can hold elements of type {element}."),
        };
}

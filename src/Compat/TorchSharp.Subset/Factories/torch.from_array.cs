using System.Runtime.InteropServices;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A tensor with an array's shape and values, whatever its rank.</summary>
    public static Tensor from_array(Array rawArray, Device? device = null) => FromArray(rawArray, null, device, false);

    public static Tensor from_array(Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FromArray(rawArray, dtype, device, requires_grad, names);

    /// <summary>A one-dimensional tensor that shares an array's memory: writing to one changes the other.</summary>
    /// <param name="rawArray">A one-dimensional array of numbers; kept alive and in place until the tensor's memory is released.</param>
    /// <param name="dtype">How the bytes are read.</param>
    /// <param name="count">Elements of <paramref name="dtype"/>; -1 for all from the offset on.</param>
    /// <param name="offset">First byte.</param>
    /// <param name="requires_grad">Whether gradients are recorded for it.</param>
    public static unsafe Tensor frombuffer(Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false)
    {
        ArgumentNullException.ThrowIfNull(rawArray);
        long bytes = Buffer.ByteLength(rawArray);
        int size = SizeOf(dtype);
        if (offset < 0 || offset > bytes) throw new ArgumentOutOfRangeException(nameof(offset), $"frombuffer: the offset must lie within the array's {bytes} bytes, was {offset}.");
        if (count < 0) count = (bytes - offset) / size;
        if (offset + (count * size) > bytes) throw new ArgumentOutOfRangeException(nameof(count), $"frombuffer: {count} elements of {dtype} from byte {offset} on need more than the array's {bytes} bytes.");
        GCHandle pin = GCHandle.Alloc(rawArray, GCHandleType.Pinned);
        var start = pin.AddrOfPinnedObject() + (nint)offset;
        int failed = NativeMethods.nt_from_memory(start, &count, 1, (int)dtype, &Unpin, GCHandle.ToIntPtr(pin), out IntPtr made);
        if (failed != 0) pin.Free();
        NativeError.ThrowIfFailed(failed, "frombuffer");
        return Finish(new Tensor(made), requires_grad, null);
    }

    [UnmanagedCallersOnly]
    private static void Unpin(IntPtr pin) => GCHandle.FromIntPtr(pin).Free();

    internal static int SizeOf(ScalarType dtype) => dtype switch
    {
        ScalarType.Byte or ScalarType.Int8 or ScalarType.Bool => 1,
        ScalarType.Int16 or ScalarType.Float16 or ScalarType.BFloat16 => 2,
        ScalarType.Int32 or ScalarType.Float32 => 4,
        ScalarType.ComplexFloat64 => 16,
        _ => 8,
    };
}

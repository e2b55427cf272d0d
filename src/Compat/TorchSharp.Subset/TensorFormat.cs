using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// One tensor in TorchSharp's own file format: dtype, rank and sizes as LEB128, then the elements,
/// row-major and little-endian.
/// </summary>
internal static class TensorFormat
{
    internal static void Write(BinaryWriter writer, Tensor tensor)
    {
        long[] shape = tensor.shape;
        writer.Write7BitEncodedInt64((long)tensor.dtype);
        writer.Write7BitEncodedInt64(shape.Length);
        foreach (long size in shape) writer.Write7BitEncodedInt64(size);
        writer.Flush();
        if (IsPlain(tensor))
        {
            tensor.WriteBytesToStream(writer.BaseStream);
            return;
        }
        using DisposeScope scope = NewDisposeScope();
        tensor.detach().cpu().contiguous().WriteBytesToStream(writer.BaseStream);
    }

    /// <summary>Reads a tensor into an existing one, or past it when there is none.</summary>
    /// <param name="reader">At the start of a tensor.</param>
    /// <param name="target">Takes the elements; null skips them.</param>
    /// <param name="name">For error messages.</param>
    internal static void Read(BinaryReader reader, Tensor? target, string name)
    {
        (ScalarType dtype, long[] shape) = ReadHead(reader, name);
        if (target is null) Skip(reader, dtype, shape, name);
        else if (target.dtype != dtype || !target.shape.SequenceEqual(shape))
            throw new ArgumentException($"Mismatched tensor while loading {name}: expected {target.dtype}[{string.Join(", ", target.shape)}], found {dtype}[{string.Join(", ", shape)}].");
        else if (IsPlain(target)) target.ReadBytesFromStream(reader.BaseStream);
        else
        {
            using Tensor local = ReadElements(reader, dtype, shape);
            target.copy_(local);
        }
    }

    internal static Tensor Read(BinaryReader reader)
    {
        (ScalarType dtype, long[] shape) = ReadHead(reader, "a tensor");
        CheckLength(reader, dtype, shape, "a tensor");
        return ReadElements(reader, dtype, shape);
    }

    private static bool IsPlain(Tensor tensor) => tensor.device_type == DeviceType.CPU && tensor.is_contiguous();

    private static Tensor ReadElements(BinaryReader reader, ScalarType dtype, long[] shape)
    {
        Tensor read = empty(shape, dtype, CPU);
        read.ReadBytesFromStream(reader.BaseStream);
        return read;
    }

    private static (ScalarType Dtype, long[] Shape) ReadHead(BinaryReader reader, string name)
    {
        var dtype = (ScalarType)reader.Read7BitEncodedInt64();
        long rank = reader.Read7BitEncodedInt64();
        if (!Enum.IsDefined(dtype) || rank is < 0 or > 64)
            throw new InvalidDataException($"{name}: dtype {(long)dtype} with {rank} dimensions is not a tensor in TorchSharp's format.");
        var shape = new long[rank];
        for (int i = 0; i < shape.Length; i++) shape[i] = reader.Read7BitEncodedInt64();
        return (dtype, shape);
    }

    private static void Skip(BinaryReader reader, ScalarType dtype, long[] shape, string name)
    {
        long left = CheckLength(reader, dtype, shape, name);
        if (reader.BaseStream.CanSeek)
        {
            reader.BaseStream.Seek(left, SeekOrigin.Current);
            return;
        }
        var buffer = new byte[Math.Min(left, 81_920)];
        for (; left > 0; left -= Math.Min(left, buffer.Length)) reader.BaseStream.ReadExactly(buffer, 0, (int)Math.Min(left, buffer.Length));
    }

    // A damaged header must not lead to an allocation of what it claims.
    private static long CheckLength(BinaryReader reader, ScalarType dtype, long[] shape, string name)
    {
        long bytes = shape.Aggregate((long)dtype.ElementSize(), (product, size) => checked(product * size));
        if (bytes < 0 || (reader.BaseStream.CanSeek && bytes > reader.BaseStream.Length - reader.BaseStream.Position))
            throw new InvalidDataException($"{name}: {dtype}[{string.Join(", ", shape)}] needs {bytes} bytes, which the file does not have.");
        return bytes;
    }
}

using System.Collections;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace TorchSharp.Utils;

/// <summary>The elements of a tensor on the CPU, in place: reading and writing go to the tensor's memory.</summary>
public sealed class TensorAccessor<T> : IDisposable, IEnumerable<T> where T : unmanaged
{
    private readonly Tensor tensor;
    private readonly long[] shape;
    private readonly long[] strides;
    private readonly bool contiguous;

    internal TensorAccessor(Tensor tensor)
    {
        if (tensor.device_type != DeviceType.CPU)
            throw new InvalidOperationException($"Reading data from non-CPU memory is not supported (the tensor is on {tensor.device}). Move or copy the tensor to the cpu before reading.");
        this.tensor = tensor;
        shape = tensor.shape;
        strides = tensor.stride();
        contiguous = tensor.is_contiguous();
        Count = tensor.numel();
    }

    public long Count { get; }

    public bool IsReadOnly => false;

    /// <summary>An element by its position in each dimension; a single position counts through the whole tensor.</summary>
    public unsafe T this[params long[] indices]
    {
        get => *At(Offset(indices));
        set => *At(Offset(indices)) = value;
    }

    public static bool operator ==(TensorAccessor<T> left, TensorAccessor<T> right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(TensorAccessor<T> left, TensorAccessor<T> right) => !(left == right);

    public T[] ToArray()
    {
        var copy = new T[Count];
        CopyTo(copy);
        return copy;
    }

    /// <summary>A .NET array with the tensor's shape.</summary>
    public Array ToNDArray()
    {
        if (shape.Length == 0) return new[] { this[0] };
        var copy = Array.CreateInstance(typeof(T), shape);
        var index = new long[shape.Length];
        foreach (T value in this)
        {
            copy.SetValue(value, index);
            for (int d = shape.Length - 1; d >= 0 && ++index[d] == shape[d]; d--) index[d] = 0;
        }
        return copy;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    public unsafe void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        int count = (int)Math.Min(array.Length - arrayIndex, Count - tensorIndex);
        if (contiguous) new ReadOnlySpan<T>(At(tensorIndex), count).CopyTo(array[arrayIndex..]);
        else for (int i = 0; i < count; i++) array[arrayIndex + i] = *At(Strided(tensorIndex + i));
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom((ReadOnlySpan<T>)array, arrayIndex, tensorIndex);

    public unsafe void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        int count = (int)Math.Min(array.Length - arrayIndex, Count - tensorIndex);
        if (contiguous) array.Slice(arrayIndex, count).CopyTo(new Span<T>(At(tensorIndex), count));
        else for (int i = 0; i < count; i++) *At(Strided(tensorIndex + i)) = array[arrayIndex + i];
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (long i = 0; i < Count; i++) yield return Element(i);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override bool Equals(object? obj) => obj is TensorAccessor<T> other && Count == other.Count && this.SequenceEqual(other);

    public override int GetHashCode() => HashCode.Combine(RuntimeHelpers.GetHashCode(tensor), typeof(T));

    /// <summary>Nothing to release: the memory is the tensor's.</summary>
    public void Dispose()
    {
    }

    private unsafe T Element(long i) => *At(contiguous ? i : Strided(i));

    private long Offset(long[] indices)
    {
        if (indices.Length == 1 && shape.Length != 1) return Checked(indices[0], Count, contiguous ? indices[0] : Strided(indices[0]));
        if (indices.Length != shape.Length) throw new ArgumentException($"data: {indices.Length} indices for a tensor of shape [{string.Join(", ", shape)}].");
        long offset = 0;
        for (int d = 0; d < indices.Length; d++) offset += Checked(indices[d], shape[d], indices[d] * strides[d]);
        return offset;
    }

    private long Checked(long index, long size, long offset) => index >= 0 && index < size
        ? offset
        : throw new IndexOutOfRangeException($"data: index {index} is outside 0 .. {size - 1} of a tensor of shape [{string.Join(", ", shape)}].");

    private long Strided(long position)
    {
        long offset = 0;
        for (int d = shape.Length - 1; d >= 0; d--)
        {
            offset += position % shape[d] * strides[d];
            position /= shape[d];
        }
        return offset;
    }

    private unsafe T* At(long offset) => (T*)tensor.DataPointer() + offset;
}

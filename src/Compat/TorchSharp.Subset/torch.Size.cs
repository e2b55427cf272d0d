using System.Collections;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The sizes of a tensor's dimensions.</summary>
    public struct Size : IEnumerable<long>
    {
        public static Size Empty = new(Array.Empty<long>());

        private readonly long[]? shape;

        public Size(long[] shape) => this.shape = [.. shape];

        public Size(IEnumerable<long> shape) => this.shape = [.. shape];

        public Size(int[] shape) => this.shape = Array.ConvertAll(shape, s => (long)s);

        public Size(long size) => shape = [size];

        public Size(int size) => shape = [size];

        public Size((long, long) size) => shape = [size.Item1, size.Item2];

        public Size((int, int) size) => shape = [size.Item1, size.Item2];

        public Size((long, long, long) size) => shape = [size.Item1, size.Item2, size.Item3];

        public Size((int, int, int) size) => shape = [size.Item1, size.Item2, size.Item3];

        public Size((long, long, long, long) size) => shape = [size.Item1, size.Item2, size.Item3, size.Item4];

        public Size((int, int, int, int) size) => shape = [size.Item1, size.Item2, size.Item3, size.Item4];

        public long[] Shape => shape ?? [];

        public int Length => Shape.Length;

        public bool IsEmpty => Shape.Length == 0;

        public bool IsScalar => Shape.Length == 0;

        public long this[int idx] => Shape[idx];

        public long this[long idx] => Shape[idx];

        public static implicit operator Size(long size) => new(size);

        public static implicit operator Size(long[] size) => new(size);

        public static implicit operator Size((long, long) size) => new(size);

        public static implicit operator Size((long, long, long) size) => new(size);

        public static implicit operator Size((long, long, long, long) size) => new(size);

        public static bool operator ==(Size left, Size right) => left.Shape.AsSpan().SequenceEqual(right.Shape);

        public static bool operator !=(Size left, Size right) => !(left == right);

        public static Size operator +(Size left, Size right) => new([.. left.Shape, .. right.Shape]);

        public static Size operator +(Size left, IEnumerable<long> right) => new([.. left.Shape, .. right]);

        public long numel() => Shape.Aggregate(1L, (product, size) => product * size);

        public Size Slice(int first, int next) => new(Shape[first..next]);

        public IEnumerable<long> Take(int i) => Shape.Take(i);

        public IEnumerator<long> GetEnumerator() => ((IEnumerable<long>)Shape).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public override bool Equals(object? obj) => obj is Size other && this == other;

        public override int GetHashCode() => Shape.Aggregate(17, HashCode.Combine);
    }
}

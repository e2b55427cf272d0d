namespace TorchSharp;

public static partial class torch
{
    /// <summary>One position in an index expression: a number, a slice, <c>...</c>, a new axis, a truth value or a tensor.</summary>
    public struct TensorIndex
    {
        /// <summary>All of a dimension, as Python's ":".</summary>
        public static TensorIndex Colon = Slice();

        /// <summary>As many full dimensions as are left, as Python's "...".</summary>
        public static TensorIndex Ellipsis = new(IndexKind.Ellipsis);

        /// <summary>A new dimension of size 1.</summary>
        public static TensorIndex None = new(IndexKind.NewAxis);

        /// <summary>The same as <see cref="None"/>.</summary>
        public static TensorIndex Null = new(IndexKind.NewAxis);

        private TensorIndex(IndexKind kind) => Kind = kind;

        internal enum IndexKind
        {
            Slice,
            Single,
            Ellipsis,
            NewAxis,
            Bool,
            Tensor,
        }

        internal IndexKind Kind { get; private init; }

        internal long? Start { get; private init; }

        internal long? Stop { get; private init; }

        internal long? Step { get; private init; }

        internal bool Truth { get; private init; }

        internal Tensor? Indices { get; private init; }

        public static implicit operator TensorIndex(long value) => Single(value);

        public static implicit operator TensorIndex(Index index) => Single(index.IsFromEnd ? -index.Value : index.Value);

        public static implicit operator TensorIndex(Range range) => Slice(range);

        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);

        public static implicit operator Tensor(TensorIndex value) =>
            value.Indices ?? throw new InvalidCastException($"A {value.Kind} index is not a tensor.");

        /// <summary>From start to before stop, every step-th; negative numbers count from the end.</summary>
        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) =>
            new(IndexKind.Slice) { Start = start, Stop = stop, Step = step };

        public static TensorIndex Slice((int? start, int? end) range) => Slice(range.start, range.end);

        public static TensorIndex Slice(Range range) => Slice(Position(range.Start), range.End.Equals(Index.End) ? null : Position(range.End));

        public static TensorIndex Single(long? index) => index is { } i ? new(IndexKind.Single) { Start = i } : Null;

        public static TensorIndex Bool(bool value) => new(IndexKind.Bool) { Truth = value };

        public static TensorIndex Tensor(Tensor tensor) => new(IndexKind.Tensor) { Indices = tensor };

        private static long Position(Index index) => index.IsFromEnd ? -index.Value : index.Value;
    }
}

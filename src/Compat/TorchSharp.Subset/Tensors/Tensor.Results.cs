using TorchSharp.Native;

namespace TorchSharp;

// How operations shape what they take and hand back.
public static partial class torch
{
    public partial class Tensor
    {
        // The same object first: a dictionary keyed by tensors would otherwise compare their values at each lookup.
        public override bool Equals(object? obj) => ReferenceEquals(this, obj) || (obj is Tensor other && Equals(other));

        // A tensor's identity, not its values: equal keys must not change when an in-place operation does.
        public override int GetHashCode() => base.GetHashCode();

        private static string? NameOf(RoundingMode mode) => mode switch
        {
            RoundingMode.None => null,
            RoundingMode.trunc => "trunc",
            RoundingMode.floor => "floor",
            _ => throw new ArgumentException($"rounding_mode must be None, trunc or floor; it was {mode}.", nameof(mode)),
        };

        // Operators that compute in the dtype they are given, and take none themselves.
        private Value InType(ScalarType? type) => type is { } wanted && wanted != dtype ? to_type(wanted) : this;

        private Tensor Replacing(Tensor converted, bool disposeAfter)
        {
            if (disposeAfter) Dispose();
            return converted;
        }

        private static Tensor Into(Op operation, Tensor target, Value input, long[] dims, bool keepdim)
        {
            operation.Do(input, dims, keepdim, target);
            return target;
        }

        // libtorch gives empty tensors for what was not asked for; TorchSharp gives null.
        private static (Tensor, Tensor, Tensor) Asked((Tensor Output, Tensor Inverse, Tensor Counts) all, bool inverse, bool counts)
        {
            if (!inverse) all.Inverse.Dispose();
            if (!counts) all.Counts.Dispose();
            return (all.Output, inverse ? all.Inverse : null!, counts ? all.Counts : null!);
        }
    }
}

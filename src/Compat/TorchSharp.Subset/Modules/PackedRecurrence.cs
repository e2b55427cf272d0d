using static TorchSharp.torch;
using static TorchSharp.torch.nn.utils.rnn;

namespace TorchSharp.Modules;

/// <summary>Takes states into the order of a packed sequence and back.</summary>
internal static class PackedRecurrence
{
    internal static long BatchOf(PackedSequence packed) => packed.batch_sizes[0].ToInt64();

    internal static Tensor Sorted(PackedSequence packed, Tensor state) =>
        packed.sorted_indices.IsInvalid ? state : state.index_select(1, packed.sorted_indices);

    internal static Tensor Unsorted(PackedSequence packed, Tensor state) =>
        packed.unsorted_indices.IsInvalid ? state : state.index_select(1, packed.unsorted_indices);

    /// <summary>A packed sequence of other data with the same lengths and order.</summary>
    internal static PackedSequence With(PackedSequence packed, Tensor data) =>
        new(data, packed.batch_sizes.alias(), Shared(packed.sorted_indices), Shared(packed.unsorted_indices));

    private static Tensor? Shared(Tensor indices) => indices.IsInvalid ? null : indices.alias();
}

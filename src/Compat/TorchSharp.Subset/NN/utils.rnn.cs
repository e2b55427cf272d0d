using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            /// <summary>Sequences of several lengths in one tensor: padded, or packed without padding.</summary>
            public static partial class rnn
            {
                private static readonly Op PackOp = new("_pack_padded_sequence");
                private static readonly Op UnpackOp = new("_pad_packed_sequence");
                private static readonly Op PadSequenceOp = new("pad_sequence");

                /// <summary>Packs a padded batch.</summary>
                /// <param name="input">(L, N, ...), or (N, L, ...) with <paramref name="batch_first"/>.</param>
                /// <param name="lengths">(N), Int64, on the CPU.</param>
                /// <param name="batch_first">Whether the batch is the first dimension.</param>
                /// <param name="enforce_sorted">Whether the lengths are given in falling order; otherwise they are sorted here.</param>
                public static PackedSequence pack_padded_sequence(Tensor input, Tensor lengths, bool batch_first = false, bool enforce_sorted = true)
                {
                    using DisposeScope scope = NewDisposeScope();
                    Tensor local = lengths.cpu();
                    Tensor? order = enforce_sorted ? null : local.argsort(-1, true);
                    if (order is not null) (local, input) = (local.index_select(0, order), input.index_select(batch_first ? 0 : 1, order.to(input.device)));
                    (Tensor data, Tensor sizes) = PackOp.Call2(input, local, batch_first);
                    Tensor? sorted = order?.to(input.device);
                    return new PackedSequence(data, sizes, sorted?.alias(), sorted?.argsort(-1)).MoveToOuterDisposeScope();
                }

                /// <summary>Packs sequences (L_i, ...).</summary>
                public static PackedSequence pack_sequence(IEnumerable<Tensor> sequences, bool enforce_sorted = true)
                {
                    Tensor[] all = [.. sequences];
                    using Tensor padded = pad_sequence(all);
                    using Tensor lengths = tensor(all.Select(s => s.shape[0]).ToArray());
                    return pack_padded_sequence(padded, lengths, enforce_sorted: enforce_sorted);
                }

                /// <summary>The padded batch, in its first order, and the lengths.</summary>
                /// <param name="sequence">What was packed.</param>
                /// <param name="batch_first">Whether the batch becomes the first dimension.</param>
                /// <param name="padding_value">What fills the rest.</param>
                /// <param name="total_length">The length to pad to; the longest sequence's when left out.</param>
                public static (Tensor, Tensor) pad_packed_sequence(PackedSequence sequence, bool batch_first = false, double padding_value = 0, long? total_length = null)
                {
                    using DisposeScope scope = NewDisposeScope();
                    (Tensor padded, Tensor lengths) = UnpackOp.Call2(sequence.data, sequence.batch_sizes, batch_first, (Scalar)padding_value, total_length ?? -1);
                    if (!sequence.unsorted_indices.IsInvalid)
                        (padded, lengths) = (padded.index_select(batch_first ? 0 : 1, sequence.unsorted_indices), lengths.index_select(0, sequence.unsorted_indices.cpu()));
                    return (scope.MoveToOuter(padded), scope.MoveToOuter(lengths));
                }

                /// <summary>Sequences (L_i, ...) filled up to the longest: (L, N, ...), or (N, L, ...) with <paramref name="batch_first"/>.</summary>
                public static Tensor pad_sequence(IEnumerable<Tensor> sequences, bool batch_first = false, double padding_value = 0) =>
                    PadSequenceOp.Call(sequences.ToArray(), batch_first, padding_value);
            }
        }
    }
}

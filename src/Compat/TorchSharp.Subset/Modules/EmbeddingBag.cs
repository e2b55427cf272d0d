using TorchSharp.Modules;
using TorchSharp.Native;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Sums, means or maxima of looked-up vectors, without the vectors themselves; weight (num_embeddings, embedding_dims).</summary>
        public sealed class EmbeddingBag : Module<Tensor, Tensor, Tensor, Tensor>, IModule<Tensor, Tensor, Tensor>
        {
            private static readonly Op EmbeddingBagOp = new("embedding_bag.padding_idx");
            private static readonly Op RenormOp = new("embedding_renorm_");

            private readonly EmbeddingBagOptions options;
            private Parameter? _weight;

            internal EmbeddingBag(Parameter weight, EmbeddingBagOptions options) : base(nameof(EmbeddingBag))
            {
                this.options = options;
                ConditionallyRegisterParameter("weight", _weight = weight);
            }

            public Parameter? weight
            {
                get => _weight;
                set => ConditionallyRegisterParameter("weight", _weight = value);
            }

            /// <summary>One bag a row of (B, N).</summary>
            public Tensor call(Tensor input) => base.call(input, null!, null!);

            /// <summary>Bags of a flat input; each starts at its offset.</summary>
            public Tensor call(Tensor input, Tensor offsets) => base.call(input, offsets, null!);

            /// <summary>Bags with a weight for each vector; only for sums.</summary>
            public new Tensor call(Tensor input, Tensor? offsets, Tensor? perSampleWeights) => base.call(input, offsets!, perSampleWeights!);

            public override Tensor forward(Tensor input, Tensor? offsets, Tensor? perSampleWeights)
            {
                using DisposeScope scope = NewDisposeScope();
                if (input.ndim == 2) (input, offsets, perSampleWeights) = (input.reshape(-1), RowStarts(input, offsets), perSampleWeights?.reshape(-1));
                else if (input.ndim != 1 || offsets is null) throw new ArgumentException($"EmbeddingBag: expected (B, N) alone or (N) with offsets, got shape [{string.Join(", ", input.shape)}] {(offsets is null ? "without" : "with")} offsets.", nameof(input));
                if (options.MaxNorm is { } norm)
                    using (no_grad())
                        RenormOp.Do(_weight!, input, norm, options.NormType);
                (Tensor bags, _, _, _) = EmbeddingBagOp.Call4(_weight!, input, offsets, options.ScaleGradByFreq, (long)options.Mode, options.Sparse, perSampleWeights, options.IncludeLastOffset, options.PaddingIndex);
                return scope.MoveToOuter(bags);
            }

            private static Tensor RowStarts(Tensor input, Tensor? offsets) => offsets is null
                ? arange(0, input.numel(), input.shape[1], input.dtype, input.device)
                : throw new ArgumentException($"EmbeddingBag: rows of (B, N) are the bags, so there can be no offsets; the input is [{string.Join(", ", input.shape)}].", nameof(offsets));
        }

        internal sealed record EmbeddingBagOptions(double? MaxNorm, double NormType, bool ScaleGradByFreq, EmbeddingBagMode Mode, bool Sparse, bool IncludeLastOffset, long? PaddingIndex);
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A trainable table, drawn from the standard normal distribution.</summary>
            public static EmbeddingBag EmbeddingBag(long num_embeddings, long embedding_dims, double? max_norm = null, double norm_type = 2, bool scale_grad_by_freq = false, EmbeddingBagMode mode = EmbeddingBagMode.Mean, bool sparse = false, bool include_last_offset = false, long padding_index = -1, Device? device = null, ScalarType? dtype = null)
            {
                Parameter weight = Module.Owned(empty([num_embeddings, embedding_dims], dtype, device));
                init.normal_(weight);
                if (padding_index >= 0) using (no_grad()) using (Tensor zeroed = weight[padding_index]) zeroed.zero_();
                return new EmbeddingBag(weight, new EmbeddingBagOptions(max_norm, norm_type, scale_grad_by_freq, mode, sparse, include_last_offset, padding_index < 0 ? null : padding_index));
            }

            /// <summary>A table with given rows; frozen unless <paramref name="freeze"/> is false.</summary>
            public static EmbeddingBag EmbeddingBag_from_pretrained(Tensor embeddings, bool freeze = true, double? max_norm = null, double norm_type = 2, bool scale_grad_by_freq = false, EmbeddingBagMode mode = EmbeddingBagMode.Mean, bool sparse = false, bool include_last_offset = false, long padding_index = -1, Device? device = null, ScalarType? dtype = null)
            {
                if (embeddings.ndim != 2) throw new ArgumentException($"EmbeddingBag_from_pretrained: embeddings must be of two dimensions (rows, size), were [{string.Join(", ", embeddings.shape)}].", nameof(embeddings));
                Tensor rows = as_tensor(embeddings, dtype, device);
                Parameter weight = Module.Owned(ReferenceEquals(rows, embeddings) ? rows.alias() : rows, !freeze);
                return new EmbeddingBag(weight, new EmbeddingBagOptions(max_norm, norm_type, scale_grad_by_freq, mode, sparse, include_last_offset, padding_index < 0 ? null : padding_index));
            }
        }
    }
}

using TorchSharp.Modules;
using TorchSharp.Native;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>A table of vectors looked up by number; weight (num_embeddings, embedding_dims).</summary>
        public sealed class Embedding : Module<Tensor, Tensor>
        {
            private static readonly Op EmbeddingOp = new("embedding");
            private static readonly Op RenormOp = new("embedding_renorm_");

            private readonly EmbeddingOptions options;
            private Parameter? _weight;

            internal Embedding(Parameter weight, EmbeddingOptions options) : base(nameof(Embedding))
            {
                this.options = options;
                ConditionallyRegisterParameter("weight", _weight = weight);
            }

            public Parameter? weight
            {
                get => _weight;
                set => ConditionallyRegisterParameter("weight", _weight = value);
            }

            public override Tensor forward(Tensor input)
            {
                if (options.MaxNorm is { } norm)
                    using (no_grad())
                        RenormOp.Do(_weight!, input, norm, options.NormType);
                return EmbeddingOp.Call(_weight!, input, options.PaddingIndex ?? -1, options.ScaleGradByFreq, options.Sparse);
            }
        }

        internal sealed record EmbeddingOptions(long? PaddingIndex, double? MaxNorm, double NormType, bool ScaleGradByFreq, bool Sparse);
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A trainable table, drawn from the standard normal distribution; the padding row is zero and stays so.</summary>
            public static Embedding Embedding(long num_embeddings, long embedding_dims, long? padding_idx = null, double? max_norm = null, double norm_type = 2, bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null)
            {
                long? padding = padding_idx < 0 ? num_embeddings + padding_idx : padding_idx;
                Parameter weight = Module.Owned(empty(num_embeddings, embedding_dims, dtype, device));
                init.normal_(weight);
                if (padding is { } row) using (no_grad()) using (Tensor zeroed = weight[row]) zeroed.zero_();
                return new Embedding(weight, new EmbeddingOptions(padding, max_norm, norm_type, scale_grad_by_freq, sparse));
            }

            /// <summary>A table with given rows; frozen unless <paramref name="freeze"/> is false.</summary>
            public static Embedding Embedding_from_pretrained(Tensor embeddings, bool freeze = true, long? padding_idx = null, double? max_norm = null, double norm_type = 2, bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null)
            {
                if (embeddings.ndim != 2) throw new ArgumentException($"Embedding_from_pretrained: embeddings must be of two dimensions (rows, size), were [{string.Join(", ", embeddings.shape)}].", nameof(embeddings));
                Tensor rows = as_tensor(embeddings, dtype, device);
                Parameter weight = Module.Owned(ReferenceEquals(rows, embeddings) ? rows.alias() : rows, !freeze);
                long? padding = padding_idx < 0 ? weight.shape[0] + padding_idx : padding_idx;
                return new Embedding(weight, new EmbeddingOptions(padding, max_norm, norm_type, scale_grad_by_freq, sparse));
            }
        }
    }
}

using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>
        /// Attention in several heads over (L, N, E) (Vaswani et al. 2017). Parameters as PyTorch's: in_proj_weight (3E, E), or
        /// q_proj_weight, k_proj_weight and v_proj_weight where keys or values have another size; in_proj_bias, bias_k, bias_v, out_proj.
        /// Bool masks mask, as in PyTorch (libtorch 1.13's C++ module adds them as 0 and 1).
        /// </summary>
        public sealed class MultiheadAttention : Module<Tensor, Tensor, Tensor, Tensor, bool, Tensor, Tuple<Tensor, Tensor>>
        {
            private readonly AttentionWeights weights;
            private readonly long heads;
            private readonly double dropout;
            private readonly bool addZero;

            internal MultiheadAttention(AttentionWeights weights, long heads, double dropout, bool addZero) : base(nameof(MultiheadAttention))
            {
                (this.weights, this.heads, this.dropout, this.addZero) = (weights, heads, dropout, addZero);
                foreach ((string name, Parameter? value) in weights.Named()) ConditionallyRegisterParameter(name, value);
                register_module("out_proj", weights.OutProj);
            }

            /// <summary>Attends from each query to all keys.</summary>
            /// <param name="query">(L, N, E).</param>
            /// <param name="key">(S, N, kdim).</param>
            /// <param name="value">(S, N, vdim).</param>
            /// <param name="key_padding_mask">(N, S): Bool, true for keys that are padding, or numbers that are added to the scores.</param>
            /// <param name="need_weights">Whether the weights are returned, averaged over the heads.</param>
            /// <param name="attn_mask">(L, S) or (N heads, L, S): Bool, true where attention is not allowed, or numbers that are added to the scores.</param>
            /// <returns>The output (L, N, E) and the weights (N, L, S), or null for them.</returns>
            public new Tuple<Tensor, Tensor> call(Tensor query, Tensor key, Tensor value, Tensor? key_padding_mask = null, bool need_weights = true, Tensor? attn_mask = null) =>
                base.call(query, key, value, key_padding_mask!, need_weights, attn_mask!);

            public override Tuple<Tensor, Tensor> forward(Tensor query, Tensor key, Tensor value, Tensor? key_padding_mask, bool need_weights, Tensor? attn_mask)
            {
                CheckShapes(query, key, value);
                using DisposeScope scope = NewDisposeScope();
                (long length, long batch, long size) = (query.shape[0], query.shape[1], query.shape[2]);
                (Tensor q, Tensor k, Tensor v) = weights.Project(query, key, value); // (L, N, E), (S, N, E), (S, N, E)
                if (weights.BiasK is not null) (k, v) = (Appended(k, weights.BiasK), Appended(v, weights.BiasV!));
                if (addZero) (k, v) = (Appended(k, zeros_like(k[0]).unsqueeze(0)), Appended(v, zeros_like(v[0]).unsqueeze(0)));
                Tensor mask = Mask(key_padding_mask, attn_mask, batch, key.shape[0], k.shape[0], query);
                Tensor scores = Heads(q * (1 / Math.Sqrt(size / (double)heads))).matmul(Heads(k).transpose(-2, -1)); // (N, H, L, S)
                Tensor attention = (mask.IsInvalid ? scores : scores + mask).softmax(-1);
                Tensor dropped = dropout > 0 && training ? functional.dropout(attention, dropout) : attention;
                Tensor joined = dropped.matmul(Heads(v)).permute(2, 0, 1, 3).reshape(length, batch, size); // (L, N, E)
                Tensor output = scope.MoveToOuter(weights.OutProj.call(joined));
                return Tuple.Create(output, need_weights ? scope.MoveToOuter(attention.mean([1L])) : null!);
            }

            // (S, N, E) to (N, H, S, E / H)
            private Tensor Heads(Tensor x) => x.reshape(x.shape[0], x.shape[1], heads, x.shape[2] / heads).permute(1, 2, 0, 3);

            private static Tensor Appended(Tensor x, Tensor row) => cat([x, row.expand(1, x.shape[1], x.shape[2])], 0);

            // What is added to the scores, broadcast to (N, H, L, S); an empty tensor when there is nothing. Appended keys are never masked.
            private Tensor Mask(Tensor? padding, Tensor? attention, long batch, long keys, long allKeys, Tensor like)
            {
                Tensor? sum = null;
                if (padding is not null) sum = Additive(padding, like).view(batch, 1, 1, keys);
                if (attention is not null)
                {
                    Tensor added = Additive(attention, like);
                    added = added.ndim == 3 ? added.view(batch, heads, -1, keys) : added;
                    sum = sum is null ? added : sum + added;
                }
                if (sum is null) return new Tensor(IntPtr.Zero);
                return allKeys > keys ? functional.pad(sum, (0, allKeys - keys)) : sum;
            }

            private static Tensor Additive(Tensor mask, Tensor like) => mask.dtype == ScalarType.Bool
                ? zeros(mask.shape, like.dtype, like.device).masked_fill(mask, double.NegativeInfinity)
                : mask;

            private void CheckShapes(Tensor query, Tensor key, Tensor value)
            {
                bool fits = query.ndim == 3 && key.ndim == 3 && value.ndim == 3 && query.shape[2] == weights.Size && key.shape[0] == value.shape[0] && key.shape[1] == query.shape[1] && value.shape[1] == query.shape[1];
                if (!fits)
                    throw new ArgumentException($"MultiheadAttention: expected query (L, N, {weights.Size}), key (S, N, kdim) and value (S, N, vdim), got [{string.Join(", ", query.shape)}], [{string.Join(", ", key.shape)}] and [{string.Join(", ", value.shape)}].", nameof(query));
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Attention in several heads, initialised as PyTorch does: Xavier uniform projections, zero biases.</summary>
            public static MultiheadAttention MultiheadAttention(long embedded_dim, long num_heads, double dropout = 0, bool bias = true, bool add_bias_kv = false, bool add_zero_attn = false, long? kdim = null, long? vdim = null)
            {
                if (num_heads < 1 || embedded_dim % num_heads != 0)
                    throw new ArgumentException($"MultiheadAttention: embedded_dim must be divisible by num_heads, were {embedded_dim} and {num_heads}.", nameof(num_heads));
                return new MultiheadAttention(AttentionWeights.Create(embedded_dim, kdim ?? embedded_dim, vdim ?? embedded_dim, bias, add_bias_kv), num_heads, dropout, add_zero_attn);
            }
        }
    }
}

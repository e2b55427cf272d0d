using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>softmax(q k^T / sqrt(E) + mask) v for (..., L, E), (..., S, E), (..., S, V).</summary>
            /// <param name="query">(..., L, E).</param>
            /// <param name="key">(..., S, E).</param>
            /// <param name="value">(..., S, V).</param>
            /// <param name="attn_mask">Broadcastable to (..., L, S): Bool, true where attended, or numbers that are added to the scores.</param>
            /// <param name="p">Dropout of the attention weights.</param>
            /// <param name="is_casual">Position i attends to positions up to i only; not together with a mask.</param>
            public static Tensor scaled_dot_product_attention(Tensor query, Tensor key, Tensor value, Tensor? attn_mask = null, double p = 0, bool is_casual = false)
            {
                if (is_casual && attn_mask is not null)
                    throw new ArgumentException("scaled_dot_product_attention: a mask and is_casual exclude each other.", nameof(attn_mask));
                using DisposeScope scope = NewDisposeScope();
                if (is_casual) attn_mask = ones(query.shape[^2], key.shape[^2], ScalarType.Bool, query.device).tril();
                Tensor weights = Masked((query * (1 / Math.Sqrt(query.shape[^1]))).matmul(key.transpose(-2, -1)), attn_mask).softmax(-1);
                if (p > 0) weights = dropout(weights, p);
                return scope.MoveToOuter(weights.matmul(value));
            }

            private static Tensor Masked(Tensor scores, Tensor? mask) => mask switch
            {
                null => scores,
                { dtype: ScalarType.Bool } => scores.masked_fill(mask.logical_not(), double.NegativeInfinity),
                _ => scores + mask,
            };
        }
    }
}

using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Op MarginRankingOp = new("margin_ranking_loss");
            private static readonly Op HingeEmbeddingOp = new("hinge_embedding_loss");
            private static readonly Op CosineEmbeddingOp = new("cosine_embedding_loss");
            private static readonly Op TripletMarginOp = new("triplet_margin_loss");
            private static readonly Op MultiMarginOp = new("multi_margin_loss");
            private static readonly Op MultilabelMarginOp = new("multilabel_margin_loss");
            private static readonly Op SoftMarginOp = new("soft_margin_loss");

            public static Tensor margin_ranking_loss(Tensor input1, Tensor input2, Tensor target, double margin = 0, Reduction reduction = Reduction.Mean) =>
                MarginRankingOp.Call(input1, input2, target, margin, (long)reduction);

            public static Tensor hinge_embedding_loss(Tensor input, Tensor target, double margin = 0, Reduction reduction = Reduction.Mean) =>
                HingeEmbeddingOp.Call(input, target, margin, (long)reduction);

            public static Tensor cosine_embedding_loss(Tensor input1, Tensor input2, Tensor target, double margin = 0, Reduction reduction = Reduction.Mean) =>
                CosineEmbeddingOp.Call(input1, input2, target, margin, (long)reduction);

            /// <summary>max(d(anchor, positive) - d(anchor, negative) + margin, 0).</summary>
            public static Tensor triplet_margin_loss(Tensor anchor, Tensor positive, Tensor negative, double margin = 1, long p = 2, double eps = 1E-06, bool swap = false, Reduction reduction = Reduction.Mean) =>
                TripletMarginOp.Call(anchor, positive, negative, margin, (double)p, eps, swap, (long)reduction);

            /// <summary>The triplet loss with any distance; <see cref="pairwise_distance"/> unless given.</summary>
            public static Tensor triplet_margin_with_distance_loss(Tensor anchor, Tensor positive, Tensor negative, Func<Tensor, Tensor, Tensor>? distance = null, double margin = 1, bool swap = false, Reduction reduction = Reduction.Mean)
            {
                distance ??= static (x, y) => pairwise_distance(x, y);
                using DisposeScope scope = NewDisposeScope();
                Tensor near = distance(anchor, positive);
                Tensor far = distance(anchor, negative);
                if (swap) far = far.minimum(distance(positive, negative));
                return scope.MoveToOuter(Reduce((near - far + margin).clamp_min(0), reduction));
            }

            public static Tensor multi_margin_loss(Tensor input, Tensor target, int p = 1, double margin = 1, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                MultiMarginOp.Call(input, target, (long)p, margin, weight, (long)reduction);

            public static Tensor multi_label_margin_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                MultilabelMarginOp.Call(input, target, (long)reduction);

            public static Tensor soft_margin_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                SoftMarginOp.Call(input, target, (long)reduction);

            /// <summary>One binary cross entropy a class, averaged over the classes (last dimension).</summary>
            public static Tensor multilabel_soft_margin_loss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean)
            {
                using DisposeScope scope = NewDisposeScope();
                Tensor loss = binary_cross_entropy_with_logits(input, target, weight, Reduction.None);
                return scope.MoveToOuter(Reduce(loss.mean([-1L]), reduction));
            }
        }
    }
}

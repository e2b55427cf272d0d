using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Op CrossEntropyOp = new("cross_entropy_loss");
            private static readonly Op BceWithLogitsOp = new("binary_cross_entropy_with_logits");
            private static readonly Op NllLossOp = new("nll_loss_nd");

            /// <summary>Negative log-likelihood of a softmax over logits (N, C, ...) for class numbers (N, ...) or class probabilities.</summary>
            public static Tensor cross_entropy(Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100, Reduction reduction = Reduction.Mean, double label_smoothing = 0) =>
                CrossEntropyOp.Call(input, target, weight, (long)reduction, ignore_index, label_smoothing);

            /// <summary>Binary cross entropy of a sigmoid over logits.</summary>
            public static Tensor binary_cross_entropy_with_logits(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null) =>
                BceWithLogitsOp.Call(input, target, weight, pos_weights, (long)reduction);

            /// <summary>Negative log-likelihood of log-probabilities for class numbers.</summary>
            public static Tensor nll_loss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                NllLossOp.Call(input, target, weight, (long)reduction);
        }
    }
}

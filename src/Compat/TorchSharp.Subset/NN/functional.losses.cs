using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Op CrossEntropyOp = new("cross_entropy_loss");
            private static readonly Op NllLossOp = new("nll_loss_nd");
            private static readonly Op BceOp = new("binary_cross_entropy");
            private static readonly Op BceWithLogitsOp = new("binary_cross_entropy_with_logits");
            private static readonly Op MseLossOp = new("mse_loss");
            private static readonly Op L1LossOp = new("l1_loss");
            private static readonly Op SmoothL1LossOp = new("smooth_l1_loss");
            private static readonly Op HuberLossOp = new("huber_loss");
            private static readonly Op KlDivOp = new("kl_div");
            private static readonly Op PoissonNllLossOp = new("poisson_nll_loss");
            private static readonly Op CtcLossOp = new("ctc_loss.Tensor");

            /// <summary>Negative log-likelihood of a softmax over logits (N, C, ...) for class numbers (N, ...) or class probabilities.</summary>
            public static Tensor cross_entropy(Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100, Reduction reduction = Reduction.Mean, double label_smoothing = 0) =>
                CrossEntropyOp.Call(input, target, weight, (long)reduction, ignore_index, label_smoothing);

            /// <summary>Negative log-likelihood of log-probabilities for class numbers.</summary>
            public static Tensor nll_loss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                NllLossOp.Call(input, target, weight, (long)reduction);

            /// <summary>Binary cross entropy of probabilities.</summary>
            public static Tensor binary_cross_entropy(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                BceOp.Call(input, target, weight, (long)reduction);

            /// <summary>Binary cross entropy of a sigmoid over logits.</summary>
            public static Tensor binary_cross_entropy_with_logits(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null) =>
                BceWithLogitsOp.Call(input, target, weight, pos_weights, (long)reduction);

            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) => MseLossOp.Call(input, target, (long)reduction);

            public static Tensor l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) => L1LossOp.Call(input, target, (long)reduction);

            /// <summary>Squared below beta, linear above.</summary>
            public static Tensor smooth_l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1) =>
                SmoothL1LossOp.Call(input, target, (long)reduction, beta);

            public static Tensor huber_loss(Tensor input, Tensor target, double delta = 1, Reduction reduction = Reduction.Mean) =>
                HuberLossOp.Call(input, target, (long)reduction, delta);

            /// <summary>Kullback-Leibler divergence of log-probabilities; the target holds log-probabilities too unless <paramref name="log_target"/> is false.</summary>
            public static Tensor kl_div(Tensor input, Tensor target, bool log_target = true, Reduction reduction = Reduction.Mean) =>
                KlDivOp.Call(input, target, (long)reduction, log_target);

            public static Tensor poisson_nll_loss(Tensor input, Tensor target, bool log_input = true, bool full = false, float eps = 1E-08f, Reduction reduction = Reduction.Mean) =>
                PoissonNllLossOp.Call(input, target, log_input, full, (double)eps, (long)reduction);

            /// <summary>Connectionist temporal classification over log-probabilities (T, N, C).</summary>
            public static Tensor ctc_loss(Tensor log_probs, Tensor targets, Tensor input_lengths, Tensor target_lengths, long blank = 0, bool zero_infinity = false, Reduction reduction = Reduction.Mean) =>
                CtcLossOp.Call(log_probs, targets, input_lengths, target_lengths, blank, (long)reduction, zero_infinity);

            /// <summary>Negative log-likelihood of normal distributions with the given means and variances.</summary>
            public static Tensor gaussian_nll_loss(Tensor input, Tensor target, Tensor variance, bool full = false, float eps = 1E-06f, Reduction reduction = Reduction.Mean)
            {
                using DisposeScope scope = NewDisposeScope();
                // Bounded in value only: the gradient passes as if there were no bound, as in PyTorch.
                Tensor constant = variance.detach();
                Tensor bounded = variance + (constant.clamp_min((double)eps) - constant);
                Tensor loss = 0.5 * (bounded.log() + ((input - target).square() / bounded));
                if (full) loss = loss + (0.5 * Math.Log(2 * Math.PI));
                return scope.MoveToOuter(Reduce(loss, reduction));
            }

            private static Tensor Reduce(Tensor loss, Reduction reduction) => reduction switch
            {
                Reduction.Mean => loss.mean(),
                Reduction.Sum => loss.sum(),
                _ => loss,
            };
        }
    }
}

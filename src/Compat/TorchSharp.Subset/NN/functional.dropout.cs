using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Activation Dropout_ = new("dropout");
            private static readonly Activation FeatureDropout = new("feature_dropout");
            private static readonly Activation AlphaDropout_ = new("alpha_dropout");
            private static readonly Activation FeatureAlphaDropout_ = new("feature_alpha_dropout");

            /// <summary>Zeroes elements with probability p and scales the others by 1 / (1 - p), when training.</summary>
            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                Dropout_.Apply(inplace, input, Probability("dropout", p), training);

            /// <summary>Zeroes whole channels of (N, C, L), or of (C, L).</summary>
            public static Tensor dropout1d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                ByChannel("dropout1d", input, Probability("dropout1d", p), training, inplace, 2, 3, 3);

            /// <summary>Zeroes whole channels of (N, C, H, W); three dimensions are taken as (N, C, L), as PyTorch does.</summary>
            public static Tensor dropout2d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                ByChannel("dropout2d", input, Probability("dropout2d", p), training, inplace, 3, 4, 3);

            /// <summary>Zeroes whole channels of (N, C, D, H, W), or of (C, D, H, W).</summary>
            public static Tensor dropout3d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                ByChannel("dropout3d", input, Probability("dropout3d", p), training, inplace, 4, 5, 5);

            /// <summary>Dropout that keeps mean and variance of SELU activations.</summary>
            public static Tensor alpha_dropout(Tensor input, double p = 0.5, bool training = false, bool inplace = false) =>
                AlphaDropout_.Apply(inplace, input, Probability("alpha_dropout", p), training);

            /// <summary>Alpha dropout of whole channels.</summary>
            public static Tensor feature_alpha_dropout(Tensor input, double p = 0.5, bool training = false, bool inplace = false) =>
                FeatureAlphaDropout_.Apply(inplace, input, Probability("feature_alpha_dropout", p), training);

            // libtorch's feature dropout wants a batch dimension; an input of fewer than `batched` dimensions gets one.
            private static Tensor ByChannel(string name, Tensor input, double p, bool training, bool inplace, int least, int most, int batched)
            {
                long rank = input.ndim;
                if (rank < least || rank > most)
                    throw new ArgumentException($"{name}: expected an input of {least} or {most} dimensions, got shape [{string.Join(", ", input.shape)}].", nameof(input));
                if (rank >= batched) return FeatureDropout.Apply(inplace, input, p, training);
                using Tensor batch = input.unsqueeze(0);
                if (inplace)
                {
                    FeatureDropout.Apply(true, batch, p, training);
                    return input;
                }
                using Tensor dropped = FeatureDropout.Apply(false, batch, p, training);
                return dropped.squeeze(0);
            }

            private static double Probability(string name, double p) =>
                p is >= 0 and <= 1 ? p : throw new ArgumentOutOfRangeException(nameof(p), p, $"{name}: the probability must lie between 0 and 1.");
        }
    }
}

using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Op LayerNormOp = new("layer_norm");
            private static readonly Op BatchNormOp = new("batch_norm");
            private static readonly Op InstanceNormOp = new("instance_norm");
            private static readonly Op GroupNormOp = new("group_norm");
            private static readonly Op LpNormOp = new("norm.ScalarOpt_dim");

            /// <summary>Normalises over the last dimensions, whose sizes are <paramref name="normalized_shape"/>.</summary>
            public static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1E-05) =>
                LayerNormOp.Call(input, normalized_shape, weight, bias, eps, true);

            /// <summary>Normalises each channel (dimension 1): with the batch's statistics when training, which also move the running ones.</summary>
            public static Tensor batch_norm(Tensor input, Tensor? running_mean, Tensor? running_var, Tensor? weight = null, Tensor? bias = null, bool training = false, double momentum = 0.1, double eps = 1E-05)
            {
                // One value has no variance: libtorch would write NaN into the running statistics without a word.
                if (training && !input.IsInvalid && input.ndim > 1 && input.numel() == input.shape[1])
                    throw new ArgumentException($"batch_norm: expected more than 1 value per channel when training, got shape [{string.Join(", ", input.shape)}].", nameof(input));
                return BatchNormOp.Call(input, weight, bias, running_mean, running_var, training, momentum, eps, true);
            }

            /// <summary>Normalises each channel of each example.</summary>
            public static Tensor instance_norm(Tensor input, Tensor? running_mean = null, Tensor? running_var = null, Tensor? weight = null, Tensor? bias = null, bool use_input_stats = true, double momentum = 0.1, double eps = 1E-05) =>
                InstanceNormOp.Call(input, weight, bias, running_mean, running_var, use_input_stats, momentum, eps, true);

            /// <summary>Normalises groups of channels of each example.</summary>
            public static Tensor group_norm(Tensor input, long num_groups, Tensor? weight = null, Tensor? bias = null, double eps = 1E-05) =>
                GroupNormOp.Call(input, num_groups, weight, bias, eps, true);

            /// <summary>Divides by the p-norm along a dimension, which counts as at least eps.</summary>
            public static Tensor normalize(Tensor input, double p = 2, long dim = 1, double eps = 1E-12)
            {
                using Tensor norm = LpNormOp.Call(input, p, new[] { dim }, true);
                using Tensor bounded = norm.clamp_min(eps);
                return input.div(bounded);
            }
        }
    }
}

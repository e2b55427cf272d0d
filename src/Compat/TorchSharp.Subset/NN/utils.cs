using TorchSharp.Modules;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What is done to parameters and gradients as a whole.</summary>
        public static partial class utils
        {
            private static readonly Op ClipOp = new("nlptransfer::clip_norm_"); // missing where stock kernels are asked for
            private static readonly Op ForeachNormOp = new("_foreach_norm.Scalar");
            private static readonly Op ForeachScaleOp = new("_foreach_mul_.Scalar");

            /// <summary>Scales all gradients so that their common norm is at most <paramref name="max_norm"/>.</summary>
            /// <param name="tensors">Parameters; those without a gradient are passed over.</param>
            /// <param name="max_norm">The largest norm allowed.</param>
            /// <param name="norm_type">The p of the norm; infinity for the largest element.</param>
            /// <returns>The norm before scaling.</returns>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2)
            {
                using DisposeScope scope = NewDisposeScope();
                using IDisposable noGrad = no_grad();
                Tensor[] gradients = Gradients(tensors);
                if (gradients.Length == 0) return 0;
                if (norm_type == 2 && ClipOp.Exists && ClipOp.CallDouble(gradients, max_norm) is var clipped and >= 0) return clipped;
                double norm = NormOf(gradients, norm_type);
                double factor = max_norm / (norm + 1E-06);
                if (factor < 1) ForeachScaleOp.Do(gradients, factor);
                return norm;
            }

            /// <summary>Bounds every element of every gradient to [-clip_value, clip_value].</summary>
            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using DisposeScope scope = NewDisposeScope();
                using IDisposable noGrad = no_grad();
                foreach (Tensor gradient in Gradients(tensors)) gradient.clamp_(-clip_value, clip_value);
            }

            /// <summary>All elements in one vector, parameter by parameter.</summary>
            public static Tensor parameters_to_vector(IEnumerable<Parameter> tensors)
            {
                using DisposeScope scope = NewDisposeScope();
                return scope.MoveToOuter(cat([.. tensors.Select(p => p.reshape(-1))], 0));
            }

            /// <summary>Writes a vector's elements into the parameters, the reverse of <see cref="parameters_to_vector"/>.</summary>
            public static void vector_to_parameters(Tensor vec, IEnumerable<Parameter> tensors)
            {
                Parameter[] parameters = [.. tensors];
                long needed = parameters.Sum(p => p.numel());
                if (vec.ndim != 1 || vec.numel() != needed)
                    throw new ArgumentException($"vector_to_parameters: expected a vector of {needed} elements, got shape [{string.Join(", ", vec.shape)}].", nameof(vec));
                using DisposeScope scope = NewDisposeScope();
                using IDisposable noGrad = no_grad();
                long start = 0;
                foreach (Parameter parameter in parameters)
                {
                    parameter.copy_(vec.narrow(0, start, parameter.numel()).view(parameter.shape));
                    start += parameter.numel();
                }
            }

            private static Tensor[] Gradients(IEnumerable<Parameter> tensors) => [.. tensors.Select(p => p.grad).OfType<Tensor>()];

            private static double NormOf(Tensor[] gradients, double p)
            {
                if (double.IsPositiveInfinity(p)) return gradients.Max(g => g.abs().max().ToDouble());
                Tensor[] norms = ForeachNormOp.CallList(gradients, p);
                return norms.Length == 1 ? norms[0].ToDouble() : stack(norms, 0).norm((float)p).ToDouble();
            }
        }
    }
}

using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Normalises groups of channels of each example (Wu and He 2018); weight and bias (C).</summary>
        public sealed class GroupNorm : Module<Tensor, Tensor>
        {
            private Parameter? _weight;
            private Parameter? _bias;

            internal GroupNorm(long num_groups, double eps, Parameter? weight, Parameter? bias) : base(nameof(GroupNorm))
            {
                (this.num_groups, this.eps, affine) = (num_groups, eps, weight is not null);
                ConditionallyRegisterParameter("weight", _weight = weight);
                ConditionallyRegisterParameter("bias", _bias = bias);
            }

            public long num_groups { get; set; }

            public double eps { get; set; }

            public bool affine { get; set; }

            public Parameter weight
            {
                get => _weight!;
                set => ConditionallyRegisterParameter("weight", _weight = value);
            }

            public Parameter? bias
            {
                get => _bias;
                set => ConditionallyRegisterParameter("bias", _bias = value);
            }

            public override Tensor forward(Tensor tensor) =>
                tensor.ndim < 3
                    ? throw new ArgumentException($"GroupNorm: expected an input of at least 3 dimensions, got shape [{string.Join(", ", tensor.shape)}].", nameof(tensor))
                    : functional.group_norm(tensor, num_groups, _weight, _bias, eps);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static GroupNorm GroupNorm(long num_groups, long num_channels, double eps = 1E-05, bool affine = true, Device? device = null, ScalarType? dtype = null) =>
                new(num_groups, eps, affine ? Module.Owned(ones(num_channels, dtype, device)) : null, affine ? Module.Owned(zeros(num_channels, dtype, device)) : null);
        }
    }
}

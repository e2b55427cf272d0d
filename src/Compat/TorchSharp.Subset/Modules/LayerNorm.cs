using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Normalises the last dimensions to mean 0 and variance 1, then scales and shifts.</summary>
        public sealed class LayerNorm : Module<Tensor, Tensor>
        {
            private Parameter _weight;
            private Parameter? _bias;

            internal LayerNorm(long[] normalized_shape, double eps, Parameter? weight, Parameter? bias) : base(nameof(LayerNorm))
            {
                (this.normalized_shape, this.eps, elementwise_affine) = (normalized_shape, eps, weight is not null);
                ConditionallyRegisterParameter("weight", _weight = weight!);
                ConditionallyRegisterParameter("bias", _bias = bias);
            }

            public long[] normalized_shape { get; set; }

            public double eps { get; set; }

            public bool elementwise_affine { get; set; }

            public Parameter weight
            {
                get => _weight;
                set => ConditionallyRegisterParameter("weight", _weight = value);
            }

            public Parameter? bias
            {
                get => _bias;
                set => ConditionallyRegisterParameter("bias", _bias = value);
            }

            public override Tensor forward(Tensor tensor) => functional.layer_norm(tensor, normalized_shape, _weight, _bias, eps);

            public void reset_parameters()
            {
                if (_weight is not null) init.ones_(_weight);
                if (_bias is not null) init.zeros_(_bias);
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static LayerNorm LayerNorm(long normalized_shape, double eps = 1E-05, bool elementwise_affine = true, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                LayerNorm([normalized_shape], eps, elementwise_affine, bias, device, dtype);

            public static LayerNorm LayerNorm(long[] normalized_shape, double eps = 1E-05, bool elementwise_affine = true, bool bias = true, Device? device = null, ScalarType? dtype = null)
            {
                Parameter? weight = elementwise_affine ? Module.Owned(ones(normalized_shape, dtype, device)) : null;
                Parameter? shift = elementwise_affine && bias ? Module.Owned(zeros(normalized_shape, dtype, device)) : null;
                return new LayerNorm(normalized_shape, eps, weight, shift);
            }
        }
    }
}

using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>x1^T A x2 + b; weight (out, in1, in2), bias (out).</summary>
        public sealed class Bilinear : Module<Tensor, Tensor, Tensor>
        {
            private Parameter _weight;
            private Parameter? _bias;

            internal Bilinear(Parameter weight, Parameter? bias) : base(nameof(Bilinear))
            {
                (out_features, in1_features, in2_features) = (weight.shape[0], weight.shape[1], weight.shape[2]);
                ConditionallyRegisterParameter("weight", _weight = weight);
                ConditionallyRegisterParameter("bias", _bias = bias);
            }

            public long in1_features { get; set; }

            public long in2_features { get; set; }

            public long out_features { get; set; }

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

            public override Tensor forward(Tensor input1, Tensor input2) => functional.bilinear(input1, input2, _weight, _bias);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A bilinear layer, initialised as PyTorch does: uniform within 1 / sqrt(in1_features).</summary>
            public static Bilinear Bilinear(long in1_features, long in2_features, long out_features, bool hasBias = true, Device? device = null, ScalarType? dtype = null)
            {
                double bound = 1 / Math.Sqrt(in1_features);
                Parameter weight = Module.Owned(empty([out_features, in1_features, in2_features], dtype, device));
                init.uniform_(weight, -bound, bound);
                Parameter? bias = hasBias ? Module.Owned(empty([out_features], dtype, device)) : null;
                if (bias is not null) init.uniform_(bias, -bound, bound);
                return new Bilinear(weight, bias);
            }
        }
    }
}

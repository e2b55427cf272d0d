using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Leaky ReLU with a trained slope: one, or one a channel.</summary>
        public sealed class PReLU : Module<Tensor, Tensor>
        {
            private Parameter _weight;

            internal PReLU(Parameter weight, long num_parameters, double init) : base(nameof(PReLU))
            {
                (this.num_parameters, this.init) = (num_parameters, init);
                ConditionallyRegisterParameter("weight", _weight = weight);
            }

            public long num_parameters { get; }

            public double init { get; }

            public Parameter weight
            {
                get => _weight;
                set => ConditionallyRegisterParameter("weight", _weight = value);
            }

            public override Tensor forward(Tensor tensor) => functional.prelu(tensor, _weight);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static PReLU PReLU(long num_parameters, double init = 0.25, Device? device = null, ScalarType? dtype = null)
            {
                Parameter weight = Module.Owned(empty([num_parameters], dtype, device));
                nn.init.constant_(weight, init);
                return new PReLU(weight, num_parameters, init);
            }
        }
    }
}

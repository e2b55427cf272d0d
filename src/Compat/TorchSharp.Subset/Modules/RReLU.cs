using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Applies <c>functional.rrelu</c>.</summary>
        public sealed class RReLU : ParameterLessModule<Tensor, Tensor>
        {
            internal RReLU(double lower, double upper, bool inplace) : base(nameof(RReLU)) => (this.lower, this.upper, this.inplace) = (lower, upper, inplace);

            public double lower { get; set; }

            public double upper { get; set; }

            public bool inplace { get; set; }

            public override Tensor forward(Tensor tensor) => functional.rrelu(tensor, lower, upper, inplace);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static RReLU RReLU(double lower = 0.125, double upper = 0.3333333333333333, bool inplace = false) => new(lower, upper, inplace);
        }
    }
}

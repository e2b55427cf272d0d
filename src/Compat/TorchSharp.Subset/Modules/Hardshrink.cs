using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Applies <c>functional.hardshrink</c>.</summary>
        public sealed class Hardshrink : ParameterLessModule<Tensor, Tensor>
        {
            internal Hardshrink(double lambda) : base(nameof(Hardshrink)) => this.lambda = lambda;

            public double lambda { get; set; }

            public override Tensor forward(Tensor tensor) => functional.hardshrink(tensor, lambda);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Hardshrink Hardshrink(double lambda = 0.5) => new(lambda);
        }
    }
}

using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Applies <c>functional.softshrink</c>.</summary>
        public sealed class Softshrink : ParameterLessModule<Tensor, Tensor>
        {
            internal Softshrink(double lambda) : base(nameof(Softshrink)) => this.lambda = lambda;

            public double lambda { get; set; }

            public override Tensor forward(Tensor tensor) => functional.softshrink(tensor, lambda);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Softshrink Softshrink(double lambda = 0.5) => new(lambda);
        }
    }
}

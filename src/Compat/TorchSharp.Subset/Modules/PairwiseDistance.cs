using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Applies <c>functional.pairwise_distance</c>.</summary>
        public sealed class PairwiseDistance : ParameterLessModule<Tensor, Tensor, Tensor>
        {
            internal PairwiseDistance(double norm, double eps, bool keepdim) : base(nameof(PairwiseDistance)) => (this.norm, this.eps, this.keepdim) = (norm, eps, keepdim);

            public double norm { get; set; }

            public double eps { get; set; }

            public bool keepdim { get; set; }

            public override Tensor forward(Tensor input1, Tensor input2) => functional.pairwise_distance(input1, input2, norm, eps, keepdim);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static PairwiseDistance PairwiseDistance(double p = 2, double eps = 1E-06, bool keepdim = false) => new(p, eps, keepdim);
        }
    }
}

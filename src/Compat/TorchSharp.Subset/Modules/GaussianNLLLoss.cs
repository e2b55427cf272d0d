using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Negative log-likelihood of normal distributions.</summary>
        public sealed class GaussianNLLLoss : Loss<Tensor, Tensor, Tensor, Tensor>
        {
            public GaussianNLLLoss(bool full = false, float eps = 1E-08f, Reduction reduction = Reduction.Mean) : base(reduction) => (this.full, this.eps) = (full, eps);

            public bool full { get; }

            public float eps { get; }

            public override Tensor forward(Tensor input, Tensor target, Tensor variance) =>
                functional.gaussian_nll_loss(input, target, variance, full, eps, reduction);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static GaussianNLLLoss GaussianNLLLoss(bool full = false, float eps = 1E-08f, Reduction reduction = Reduction.Mean) => new(full, eps, reduction);
        }
    }
}

using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Hinge loss over classes.</summary>
        public sealed class MultiMarginLoss : WeightedLoss<Tensor, Tensor, Tensor>
        {
            public MultiMarginLoss(int p = 1, double margin = 1, Tensor? weight = null, Reduction reduction = Reduction.Mean) : base(weight, reduction) => (this.p, this.margin) = (p, margin);

            public int p { get; }

            public double margin { get; }

            public override Tensor forward(Tensor input, Tensor target) =>
                functional.multi_margin_loss(input, target, p, margin, weight, reduction);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static MultiMarginLoss MultiMarginLoss(int p = 1, double margin = 1, Tensor? weight = null, Reduction reduction = Reduction.Mean) => new(p, margin, weight, reduction);
        }
    }
}

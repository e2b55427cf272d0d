using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Distances below a margin for pairs that differ.</summary>
        public sealed class HingeEmbeddingLoss : Loss<Tensor, Tensor, Tensor>
        {
            public HingeEmbeddingLoss(double margin = 0, Reduction reduction = Reduction.Mean) : base(reduction) => this.margin = margin;

            public double margin { get; }

            public override Tensor forward(Tensor input, Tensor target) =>
                functional.hinge_embedding_loss(input, target, margin, reduction);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static HingeEmbeddingLoss HingeEmbeddingLoss(double margin = 1, Reduction reduction = Reduction.Mean) => new(margin: margin, reduction: reduction);
        }
    }
}

using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>The triplet loss with any distance.</summary>
        public sealed class TripletMarginWithDistanceLoss : Loss<Tensor, Tensor, Tensor, Tensor>
        {
            private readonly Func<Tensor, Tensor, Tensor>? distance;
            private readonly bool swap;

            public TripletMarginWithDistanceLoss(Func<Tensor, Tensor, Tensor>? distance = null, double margin = 1, bool swap = false, Reduction reduction = Reduction.Mean) : base(reduction) =>
                (this.distance, this.margin, this.swap) = (distance, margin, swap);

            public double margin { get; }

            public override Tensor forward(Tensor anchor, Tensor positive, Tensor negative) =>
                functional.triplet_margin_with_distance_loss(anchor, positive, negative, distance, margin, swap, reduction);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static TripletMarginWithDistanceLoss TripletMarginWithDistanceLoss(Func<Tensor, Tensor, Tensor>? distance = null, double margin = 1, bool swap = false, Reduction reduction = Reduction.Mean) =>
                new(distance, margin, swap, reduction);
        }
    }
}

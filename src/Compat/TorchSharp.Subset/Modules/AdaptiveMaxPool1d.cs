using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Applies <c>functional.adaptive_max_pool1d</c>.</summary>
        public sealed class AdaptiveMaxPool1d : ParameterLessModule<Tensor, Tensor>
        {
            internal AdaptiveMaxPool1d(long output_size) : base(nameof(AdaptiveMaxPool1d)) => this.output_size = output_size;

            public long output_size { get; set; }

            public override Tensor forward(Tensor input) => functional.adaptive_max_pool1d(input, output_size);

            /// <summary>The maxima and where in the input they stood.</summary>
            public (Tensor Values, Tensor Indices) forward_with_indices(Tensor input) => functional.adaptive_max_pool1d_with_indices(input, output_size);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static AdaptiveMaxPool1d AdaptiveMaxPool1d(long output_size) => new(output_size);
        }
    }
}

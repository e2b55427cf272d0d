using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Applies <c>functional.adaptive_avg_pool1d</c>.</summary>
        public sealed class AdaptiveAvgPool1d : ParameterLessModule<Tensor, Tensor>
        {
            internal AdaptiveAvgPool1d(long output_size) : base(nameof(AdaptiveAvgPool1d)) => this.output_size = output_size;

            public long output_size { get; set; }

            public override Tensor forward(Tensor input) => functional.adaptive_avg_pool1d(input, output_size);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static AdaptiveAvgPool1d AdaptiveAvgPool1d(long output_size) => new(output_size);
        }
    }
}

using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Applies <c>functional.softmin</c>.</summary>
        public sealed class Softmin : ParameterLessModule<Tensor, Tensor>
        {
            internal Softmin(long dim) : base(nameof(Softmin)) => this.dim = dim;

            public long dim { get; set; }

            public override Tensor forward(Tensor tensor) => functional.softmin(tensor, dim);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Softmin Softmin(long dim) => new(dim);
        }
    }
}

using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Applies <c>functional.glu</c>.</summary>
        public sealed class GLU : ParameterLessModule<Tensor, Tensor>
        {
            internal GLU(long dim) : base(nameof(GLU)) => this.dim = dim;

            public long dim { get; set; }

            public override Tensor forward(Tensor tensor) => functional.glu(tensor, dim);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static GLU GLU(long dim = -1) => new(dim);
        }
    }
}

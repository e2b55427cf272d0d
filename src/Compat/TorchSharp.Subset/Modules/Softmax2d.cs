using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Applies <c>functional.softmax2d</c>.</summary>
        public sealed class Softmax2d : ParameterLessModule<Tensor, Tensor>
        {
            internal Softmax2d() : base(nameof(Softmax2d))
            {
            }

            public override Tensor forward(Tensor tensor) => functional.softmax2d(tensor);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Softmax2d Softmax2d() => new();
        }
    }
}

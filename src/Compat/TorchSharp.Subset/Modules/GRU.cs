using TorchSharp.Modules;
using TorchSharp.Native;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.utils.rnn;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Gated recurrent units (Cho et al. 2014).</summary>
        public sealed class GRU : Module<Tensor, Tensor, (Tensor, Tensor)>
        {
            private static readonly Op InputOp = new("gru.input");
            private static readonly Op DataOp = new("gru.data");

            private readonly RecurrentShape shape;
            private readonly (string Name, Parameter Value)[] weights;

            internal GRU(RecurrentShape shape, IEnumerable<(string Name, Parameter Value)> weights) : base(nameof(GRU))
            {
                this.shape = shape;
                this.weights = [.. weights];
                foreach ((string weight, Parameter value) in this.weights) ConditionallyRegisterParameter(weight, value);
            }

            /// <summary>Runs over a batch of sequences.</summary>
            /// <param name="input">(L, N, H), or (N, L, H) with batchFirst.</param>
            /// <param name="h0">(layers * directions, N, hidden); zeros when left out.</param>
            /// <returns>The last layer's states (L, N, directions * hidden) and every layer's last state.</returns>
            public new (Tensor, Tensor) call(Tensor input, Tensor? h0 = null) => base.call(input, h0!);

            /// <summary>Runs over packed sequences of several lengths.</summary>
            public (PackedSequence, Tensor) call(PackedSequence input, Tensor? h0 = null)
            {
                using DisposeScope scope = NewDisposeScope();
                Tensor start = h0 is null ? shape.Zeros(input.data, PackedRecurrence.BatchOf(input)) : PackedRecurrence.Sorted(input, h0);
                (Tensor data, Tensor state) = DataOp.Call2(input.data, input.batch_sizes, start, Weights(), shape.Bias, shape.Layers, shape.Dropout, training, shape.Bidirectional);
                PackedSequence output = PackedRecurrence.With(input, data).MoveToOuterDisposeScope();
                return (output, scope.MoveToOuter(PackedRecurrence.Unsorted(input, state)));
            }

            public override (Tensor, Tensor) forward(Tensor input, Tensor? h0 = null)
            {
                long batch = shape.BatchOf("GRU", input);
                using DisposeScope scope = NewDisposeScope();
                (Tensor output, Tensor state) = InputOp.Call2(input, h0 ?? shape.Zeros(input, batch), Weights(), shape.Bias, shape.Layers, shape.Dropout, training, shape.Bidirectional, shape.BatchFirst);
                return (scope.MoveToOuter(output), scope.MoveToOuter(state));
            }

            /// <summary>Only of use on CUDA, where it joins the weights in memory; here they stay as they are.</summary>
            public void flatten_parameters()
            {
            }

            private Tensor[] Weights() => [.. weights.Select(w => w.Value)];
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Layers of gated recurrent units, initialised as PyTorch does: uniform within 1 / sqrt(hiddenSize).</summary>
            public static GRU GRU(long inputSize, long hiddenSize, long numLayers = 1, bool bias = true, bool batchFirst = false, double dropout = 0, bool bidirectional = false, Device? device = null, ScalarType? dtype = null)
            {
                var shape = new RecurrentShape(inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional);
                return new GRU(shape, shape.Weights(3, device, dtype));
            }
        }
    }
}

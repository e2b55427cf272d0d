using TorchSharp.Modules;
using TorchSharp.Native;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.utils.rnn;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Long short-term memory (Hochreiter and Schmidhuber 1997).</summary>
        public sealed class LSTM : Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor, Tensor)>
        {
            private static readonly Op InputOp = new("lstm.input");
            private static readonly Op DataOp = new("lstm.data");

            private readonly RecurrentShape shape;
            private readonly (string Name, Parameter Value)[] weights;

            internal LSTM(RecurrentShape shape, IEnumerable<(string Name, Parameter Value)> weights) : base(nameof(LSTM))
            {
                this.shape = shape;
                this.weights = [.. weights];
                foreach ((string weight, Parameter value) in this.weights) ConditionallyRegisterParameter(weight, value);
            }

            /// <summary>Runs over a batch of sequences.</summary>
            /// <param name="input">(L, N, H), or (N, L, H) with batchFirst.</param>
            /// <param name="h0_c0">Both (layers * directions, N, hidden); zeros when left out.</param>
            /// <returns>The last layer's states (L, N, directions * hidden), and every layer's last state and cell.</returns>
            public new (Tensor, Tensor, Tensor) call(Tensor input, (Tensor, Tensor)? h0_c0 = null) => base.call(input, h0_c0);

            /// <summary>Runs over packed sequences of several lengths.</summary>
            public (PackedSequence, Tensor, Tensor) call(PackedSequence input, (Tensor, Tensor)? h0_c0 = null)
            {
                using DisposeScope scope = NewDisposeScope();
                Tensor[] start = h0_c0 is { } given
                    ? [PackedRecurrence.Sorted(input, given.Item1), PackedRecurrence.Sorted(input, given.Item2)]
                    : Start(input.data, PackedRecurrence.BatchOf(input));
                (Tensor data, Tensor state, Tensor cell) = DataOp.Call3(input.data, input.batch_sizes, start, Weights(), shape.Bias, shape.Layers, shape.Dropout, training, shape.Bidirectional);
                PackedSequence output = PackedRecurrence.With(input, data).MoveToOuterDisposeScope();
                return (output, scope.MoveToOuter(PackedRecurrence.Unsorted(input, state)), scope.MoveToOuter(PackedRecurrence.Unsorted(input, cell)));
            }

            public override (Tensor, Tensor, Tensor) forward(Tensor input, (Tensor, Tensor)? h0_c0 = null)
            {
                long batch = shape.BatchOf("LSTM", input);
                using DisposeScope scope = NewDisposeScope();
                Tensor[] start = h0_c0 is { } given ? [given.Item1, given.Item2] : Start(input, batch);
                (Tensor output, Tensor state, Tensor cell) = InputOp.Call3(input, start, Weights(), shape.Bias, shape.Layers, shape.Dropout, training, shape.Bidirectional, shape.BatchFirst);
                return (scope.MoveToOuter(output), scope.MoveToOuter(state), scope.MoveToOuter(cell));
            }

            /// <summary>Only of use on CUDA, where it joins the weights in memory; here they stay as they are.</summary>
            public void flatten_parameters()
            {
            }

            private Tensor[] Start(Tensor input, long batch)
            {
                Tensor zero = shape.Zeros(input, batch);
                return [zero, zero];
            }

            private Tensor[] Weights() => [.. weights.Select(w => w.Value)];
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Layers of LSTM cells, initialised as PyTorch does: uniform within 1 / sqrt(hiddenSize).</summary>
            public static LSTM LSTM(long inputSize, long hiddenSize, long numLayers = 1, bool bias = true, bool batchFirst = false, double dropout = 0, bool bidirectional = false, Device? device = null, ScalarType? dtype = null)
            {
                var shape = new RecurrentShape(inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional);
                return new LSTM(shape, shape.Weights(4, device, dtype));
            }
        }
    }
}

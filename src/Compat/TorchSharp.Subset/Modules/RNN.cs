using TorchSharp.Modules;
using TorchSharp.Native;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.utils.rnn;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>A plain recurrent network with tanh or ReLU.</summary>
        public sealed class RNN : Module<Tensor, Tensor, (Tensor, Tensor)>
        {
            private static readonly Op TanhInputOp = new("rnn_tanh.input");
            private static readonly Op TanhDataOp = new("rnn_tanh.data");
            private static readonly Op ReluInputOp = new("rnn_relu.input");
            private static readonly Op ReluDataOp = new("rnn_relu.data");

            private readonly RecurrentShape shape;
            private readonly bool relu;
            private readonly (string Name, Parameter Value)[] weights;

            internal RNN(RecurrentShape shape, NonLinearities nonLinearity, IEnumerable<(string Name, Parameter Value)> weights) : base(nameof(RNN))
            {
                this.shape = shape;
                relu = nonLinearity == NonLinearities.ReLU;
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
                (Tensor data, Tensor state) = (relu ? ReluDataOp : TanhDataOp).Call2(input.data, input.batch_sizes, start, Weights(), shape.Bias, shape.Layers, shape.Dropout, training, shape.Bidirectional);
                PackedSequence output = PackedRecurrence.With(input, data).MoveToOuterDisposeScope();
                return (output, scope.MoveToOuter(PackedRecurrence.Unsorted(input, state)));
            }

            public override (Tensor, Tensor) forward(Tensor input, Tensor? h0)
            {
                long batch = shape.BatchOf("RNN", input);
                using DisposeScope scope = NewDisposeScope();
                (Tensor output, Tensor state) = (relu ? ReluInputOp : TanhInputOp).Call2(input, h0 ?? shape.Zeros(input, batch), Weights(), shape.Bias, shape.Layers, shape.Dropout, training, shape.Bidirectional, shape.BatchFirst);
                return (scope.MoveToOuter(output), scope.MoveToOuter(state));
            }

            /// <summary>Only of use on CUDA, where it joins the weights in memory; here they stay as they are.</summary>
            public void flatten_parameters()
            {
            }

            public Parameter? get_weight_ih(long idx) => Weight("weight_ih", idx);

            public Parameter? get_weight_hh(long idx) => Weight("weight_hh", idx);

            public Parameter? get_bias_ih(long idx) => Weight("bias_ih", idx);

            public Parameter? get_bias_hh(long idx) => Weight("bias_hh", idx);

            // Counted over layers and directions.
            private Parameter? Weight(string kind, long idx) =>
                weights.Where(w => w.Name.StartsWith(kind, StringComparison.Ordinal)).Select(w => w.Value).ElementAtOrDefault((int)idx);

            private Tensor[] Weights() => [.. weights.Select(w => w.Value)];
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Layers of plain recurrence, initialised as PyTorch does: uniform within 1 / sqrt(hiddenSize).</summary>
            public static RNN RNN(long inputSize, long hiddenSize, long numLayers = 1, NonLinearities nonLinearity = NonLinearities.Tanh, bool bias = true, bool batchFirst = false, double dropout = 0, bool bidirectional = false, Device? device = null, ScalarType? dtype = null)
            {
                var shape = new RecurrentShape(inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional);
                return new RNN(shape, nonLinearity, shape.Weights(1, device, dtype));
            }
        }
    }
}

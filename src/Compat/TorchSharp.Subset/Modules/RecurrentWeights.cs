using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>What a recurrent module is built from.</summary>
internal sealed record RecurrentShape(long InputSize, long HiddenSize, long Layers, bool Bias, bool BatchFirst, double Dropout, bool Bidirectional)
{
    internal int Directions => Bidirectional ? 2 : 1;

    /// <summary>
    /// The weights in PyTorch's order and under its names, each drawn uniformly within 1 / sqrt(hidden):
    /// layer by layer, direction by direction, weight_ih, weight_hh, bias_ih, bias_hh.
    /// </summary>
    internal IEnumerable<(string Name, Parameter Value)> Weights(int gates, Device? device, ScalarType? dtype)
    {
        foreach ((string name, long[] size) in Sizes(gates))
        {
            Parameter weight = Module.Owned(empty(size, dtype, device));
            double bound = 1 / Math.Sqrt(HiddenSize);
            init.uniform_(weight, -bound, bound);
            yield return (name, weight);
        }
    }

    private IEnumerable<(string Name, long[] Size)> Sizes(int gates)
    {
        for (long layer = 0; layer < Layers; layer++)
            for (int direction = 0; direction < Directions; direction++)
            {
                string suffix = $"l{layer}{(direction == 1 ? "_reverse" : "")}";
                long rows = gates * HiddenSize;
                yield return ($"weight_ih_{suffix}", [rows, layer == 0 ? InputSize : HiddenSize * Directions]);
                yield return ($"weight_hh_{suffix}", [rows, HiddenSize]);
                if (!Bias) continue;
                yield return ($"bias_ih_{suffix}", [rows]);
                yield return ($"bias_hh_{suffix}", [rows]);
            }
    }

    /// <summary>A state of zeros for an input or for packed data.</summary>
    internal Tensor Zeros(Tensor input, long batch) => zeros([Layers * Directions, batch, HiddenSize], input.dtype, input.device);

    internal long BatchOf(string name, Tensor input) => input.ndim == 3
        ? input.shape[BatchFirst ? 0 : 1]
        : throw new ArgumentException($"{name}: expected an input of 3 dimensions {(BatchFirst ? "(N, L, H)" : "(L, N, H)")}, got shape [{string.Join(", ", input.shape)}].", nameof(input));
}

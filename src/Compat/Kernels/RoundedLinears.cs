using System.Runtime.CompilerServices;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Kernels;

/// <summary>Linear layers whose products run in bfloat16 where nothing is trained. Their own weights stay as they are, in float32.</summary>
internal static class RoundedLinears
{
    private static readonly ConditionalWeakTable<Linear, Tensor> Weights = [];

    /// <summary>Rounds the layer's weight as it is now; later changes of it do not count until it is rounded anew.</summary>
    public static void Round(this Linear layer) => Weights.AddOrUpdate(layer, EncoderKernels.InForce.RoundWeight(layer.weight!).DetachFromDisposeScope());

    /// <summary>Computes in the weight's own type again.</summary>
    public static void Unround(this Linear layer)
    {
        if (Weights.TryGetValue(layer, out var rounded)) rounded.Dispose();
        Weights.Remove(layer);
    }

    /// <summary>The layer's output; of a rounded layer in bfloat16, where no gradients are asked for, and where <see cref="MixedPrecision"/> is on.</summary>
    public static Tensor Project(this Linear layer, Tensor x)
    {
        if (MixedPrecision.IsOn) return MixedPrecision.Linear(layer, x);
        return !is_grad_enabled() && Weights.TryGetValue(layer, out var rounded) ? EncoderKernels.InForce.RoundedLinear(x, rounded, layer) : layer.call(x);
    }
}

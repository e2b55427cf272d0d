using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Kernels;

/// <summary>
/// Training in bfloat16 with float32 weights (Micikevicius et al. 2018, "Mixed precision training", section 3.1): linear layers and
/// attention round what goes in and give back float32, so that sums between layers, norms, the loss, the gradients of weights and the
/// optimizer stay in float32. Bfloat16 has float32's range, so that losses need no scaling.
/// </summary>
internal static class MixedPrecision
{
    [ThreadStatic]
    private static bool isOn;

    /// <summary>Whether the pass at hand, on this thread, computes so.</summary>
    public static bool IsOn => isOn;

    /// <summary>Switches it until what is returned is disposed.</summary>
    public static Scope Enter(bool on)
    {
        var scope = new Scope(isOn);
        isOn = on;
        return scope;
    }

    /// <summary>x W^T + b, <c>(T, in)</c> to <c>(T, out)</c>, both float32; gradients too.</summary>
    public static Tensor Linear(Linear layer, Tensor x) => nn.functional.linear(Round(x), Round(layer.weight!), layer.bias is null ? null : Round(layer.bias)).to(x.dtype);

    /// <summary>Softmax(q k^T / sqrt(D) + bias) v of <c>(B, A, S, D)</c> each.</summary>
    public static Tensor Attention(Tensor q, Tensor k, Tensor v, Tensor? bias, double dropout) =>
        nn.functional.scaled_dot_product_attention(Round(q), Round(k), Round(v), bias is null ? null : Round(bias.clamp_min(Hidden)), dropout).to(q.dtype);

    private const double Hidden = -1e30; // float32's lowest would become minus infinity, and a row that hides everything no number

    private static Tensor Round(Tensor x) => x.to(ScalarType.BFloat16);

    /// <summary>Sets back what was before.</summary>
    internal readonly struct Scope(bool before) : IDisposable
    {
        public void Dispose() => isOn = before;
    }
}

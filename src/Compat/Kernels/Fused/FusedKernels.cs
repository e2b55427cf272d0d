using TorchSharp.Modules;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace NlpTransfer.Kernels;

/// <summary>The shim's operators (encoder/), for float32 on the CPU; the rest goes to the plain formulation.</summary>
internal sealed class FusedKernels(IEncoderKernels plain) : IEncoderKernels
{
    private static readonly Op AttentionOp = new("nlptransfer::attention");
    private static readonly Op AddNormOp = new("nlptransfer::add_norm");
    private static readonly Op HasBFloat16 = new("nlptransfer::has_bfloat16");
    private static readonly Op PackOp = new("nlptransfer::pack_bfloat16");
    private static readonly Op RoundedLinearOp = new("nlptransfer::linear_bfloat16");

    /// <summary>Whether the shim has registered them; it does not where stock kernels are asked for.</summary>
    public static bool Exist => AttentionOp.Exists;

    public Tensor Attention(Tensor q, Tensor k, Tensor v, PackedTexts queries, PackedTexts keys, long heads, AttentionReach reach, double dropout) =>
        Fits(q) && dropout < 1
            ? AttentionOp.Call(q, k, v, queries.Offsets, keys.Offsets, heads, reach.Before, reach.After, dropout)
            : plain.Attention(q, k, v, queries, keys, heads, reach, dropout);

    public Tensor AddNorm(Tensor x, Tensor residual, LayerNorm norm, double dropout) =>
        Fits(x) && dropout < 1 && norm.weight is not null
            ? AddNormOp.Call(x, residual, norm.weight, norm.bias, norm.eps, dropout)
            : plain.AddNorm(x, residual, norm, dropout);

    public string? BFloat16Fault(Device device) => device.type == TorchSharp.DeviceType.CPU && HasBFloat16.CallBool() ? null : plain.BFloat16Fault(device);

    public Tensor RoundWeight(Tensor weight) => Fits(weight) ? PackOp.Call(weight) : plain.RoundWeight(weight);

    public Tensor RoundedLinear(Tensor x, Tensor rounded, Linear layer) =>
        Fits(x) ? RoundedLinearOp.Call(x, rounded, layer.bias, layer.out_features) : plain.RoundedLinear(x, rounded, layer);

    private static bool Fits(Tensor t) => t.device_type == TorchSharp.DeviceType.CPU && t.dtype == ScalarType.Float32;
}

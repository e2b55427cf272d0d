using TorchSharp.Modules;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace NlpTransfer.Kernels;

/// <summary>The shim's operators (encoder.cpp), for float32 on the CPU; the rest goes to the plain formulation.</summary>
internal sealed class FusedKernels(IEncoderKernels plain) : IEncoderKernels
{
    private static readonly Op AttentionOp = new("nlptransfer::attention");
    private static readonly Op AddNormOp = new("nlptransfer::add_norm");

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

    private static bool Fits(Tensor t) => t.device_type == TorchSharp.DeviceType.CPU && t.dtype == ScalarType.Float32;
}

using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Kernels;

/// <summary>The definition in TorchSharp's own operations: on any device, in any floating type, and what fused kernels are held to.</summary>
internal sealed class PlainKernels : IEncoderKernels
{
    public Tensor Attention(Tensor q, Tensor k, Tensor v, PackedTexts queries, PackedTexts keys, long heads, AttentionReach reach, double dropout)
    {
        var bias = AttentionBias.Of(reach, keys.Mask, keys.Length, k.device);
        var (split, keyed, valued) = (Split(q, queries, heads), Split(k, keys, heads), Split(v, keys, heads)); // (B, A, S, D)
        var seen = MixedPrecision.IsOn ? MixedPrecision.Attention(split, keyed, valued, bias, dropout) : nn.functional.scaled_dot_product_attention(split, keyed, valued, bias, dropout);
        return queries.Pack(seen.transpose(1, 2).flatten(2)); // (Tq, H)
    }

    public Tensor AddNorm(Tensor x, Tensor residual, LayerNorm norm, double dropout) =>
        norm.call((dropout > 0 ? nn.functional.dropout(x, dropout) : x) + residual);

    public string? BFloat16Fault(Device device) => device.type == TorchSharp.DeviceType.CUDA
        ? null
        : "Products in bfloat16 need a CPU with AVX-512's bfloat16 instructions (avx512_bf16); this one has none, and without them they take hundreds of times as long. Use float32.";

    public Tensor RoundWeight(Tensor weight) => weight.detach().to(ScalarType.BFloat16);

    public Tensor RoundedLinear(Tensor x, Tensor rounded, Linear layer) =>
        nn.functional.linear(x.to(ScalarType.BFloat16), rounded, layer.bias?.to(ScalarType.BFloat16)).to(ScalarType.Float32);

    private static Tensor Split(Tensor packed, PackedTexts texts, long heads)
    {
        var x = texts.Unpack(packed); // (B, S, H)
        return x.view(x.shape[0], x.shape[1], heads, x.shape[2] / heads).transpose(1, 2); // (B, A, S, D)
    }
}

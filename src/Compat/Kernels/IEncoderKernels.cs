using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Kernels;

/// <summary>What an encoder computes in one pass where the backend can. T tokens, A heads, D values a head, H = A D.</summary>
internal interface IEncoderKernels
{
    /// <summary>softmax(q k^T / sqrt(D)) v within each text (Vaswani et al. 2017, section 3.2).</summary>
    /// <param name="q">Queries <c>(Tq, H)</c> of <paramref name="queries"/>.</param>
    /// <param name="k">Keys <c>(T, H)</c> of <paramref name="keys"/>.</param>
    /// <param name="v">Values <c>(T, H)</c>, theirs.</param>
    /// <param name="queries">As many texts as <paramref name="keys"/>; the same ones unless a query sees all keys.</param>
    /// <param name="keys">Where texts begin.</param>
    /// <param name="heads">A.</param>
    /// <param name="reach">Which keys a query sees.</param>
    /// <param name="dropout">Of the shares that keys get; 0 for none.</param>
    /// <returns><c>(Tq, H)</c></returns>
    Tensor Attention(Tensor q, Tensor k, Tensor v, PackedTexts queries, PackedTexts keys, long heads, AttentionReach reach, double dropout);

    /// <summary>norm(dropout(x) + residual), all <c>(T, H)</c>.</summary>
    Tensor AddNorm(Tensor x, Tensor residual, LayerNorm norm, double dropout);

    /// <summary>One sentence that says why products in bfloat16 are not to be had on a device; null where they are.</summary>
    string? BFloat16Fault(Device device);

    /// <summary>A linear layer's weight <c>(out, in)</c> rounded to bfloat16, laid out for <see cref="RoundedLinear"/>.</summary>
    Tensor RoundWeight(Tensor weight);

    /// <summary>x W^T + b, <c>(T, in)</c> to <c>(T, out)</c> float32; products in bfloat16, sums in float32.</summary>
    /// <param name="rounded">Of <see cref="RoundWeight"/>.</param>
    /// <param name="layer">Whose weight it was; gives size and bias.</param>
    Tensor RoundedLinear(Tensor x, Tensor rounded, Linear layer);
}

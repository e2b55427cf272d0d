using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>
/// Vectors <c>(B, S, D)</c> and the mask <c>(B, S)</c> to their mean, or largest values, or both, over the real words. Has no
/// weights. Padding must be zeros. A text without words gives zeros.
/// </summary>
internal sealed class MaskedPooling(WordPooling pooling) : nn.Module<Tensor, Tensor, Tensor>(nameof(MaskedPooling))
{
    public override Tensor forward(Tensor input, Tensor mask) => pooling switch
    {
        WordPooling.Mean => Mean(input.sum(1), mask),
        WordPooling.Max => Max(input, mask),
        _ => cat([Mean(input.sum(1), mask), Max(input, mask)], dim: 1), // (B, 2 * D)
    };

    /// <summary>A sum over the words <c>(B, D)</c>, which needs no mask as padding is zeros, to their mean.</summary>
    public static Tensor Mean(Tensor sum, Tensor mask) => sum / mask.sum(1, keepdim: true).clamp_min(1);

    /// <summary>The largest value of each dimension, <c>(B, D)</c>.</summary>
    /// <remarks>A text without words has none; its features are zeros, as its mean is.</remarks>
    public static Tensor Max(Tensor vectors, Tensor mask)
    {
        var largest = vectors.masked_fill(~mask.unsqueeze(-1), float.NegativeInfinity).amax(1); // (B, D)
        return largest.masked_fill(~mask.any(1, keepdim: true), 0);
    }
}

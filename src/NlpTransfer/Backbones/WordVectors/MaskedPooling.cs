using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>
/// Vectors <c>(B, S, D)</c> and the mask <c>(B, S)</c> to their mean, or largest values, or both, over the real words. Has no
/// weights. Padding must be zeros. A text without words gives zeros.
/// </summary>
internal sealed class MaskedPooling(WordPooling pooling) : nn.Module<Tensor, Tensor, Tensor>(nameof(MaskedPooling))
{
    public override Tensor forward(Tensor input, Tensor mask)
    {
        mask = mask.unsqueeze(-1); // (B, S, 1)
        return pooling switch
        {
            WordPooling.Mean => Mean(input, mask),
            WordPooling.Max => Max(input, mask),
            _ => cat([Mean(input, mask), Max(input, mask)], dim: 1), // (B, 2 * D)
        };
    }

    // The sum needs no mask, as padding is zeros.
    private static Tensor Mean(Tensor vectors, Tensor mask) => vectors.sum(1) / mask.sum(1).clamp_min(1); // (B, D)

    // A text without words has no largest value; its features are zeros, as its mean is.
    private static Tensor Max(Tensor vectors, Tensor mask)
    {
        var largest = vectors.masked_fill(~mask, float.NegativeInfinity).amax(1); // (B, D)
        return largest.masked_fill(~mask.any(1), 0);
    }
}

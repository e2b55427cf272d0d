using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>
/// Vectors <c>(B, S, D)</c> and the mask <c>(B, S)</c> to their mean, or largest values, or both, over the real words. Has no
/// weights. Padding must be zeros. A text without words gives zeros.
/// </summary>
internal sealed class MaskedPooling(WordPooling pooling) : nn.Module<Tensor, Tensor, Tensor>(nameof(MaskedPooling))
{
    public override Tensor forward(Tensor input, Tensor mask) => Pool(input, mask, () => input.sum(1)); // the sum needs no mask, as padding is zeros

    /// <summary>The same with weights <c>(B, S)</c> on the words of the mean, which is still divided by their number.</summary>
    public Tensor Weighted(Tensor vectors, Tensor mask, Tensor weights) => Pool(vectors, mask, () => weights.unsqueeze(1).bmm(vectors).squeeze(1));

    private Tensor Pool(Tensor vectors, Tensor mask, Func<Tensor> sum)
    {
        mask = mask.unsqueeze(-1); // (B, S, 1)
        return pooling switch
        {
            WordPooling.Mean => Mean(),
            WordPooling.Max => Max(vectors, mask),
            _ => cat([Mean(), Max(vectors, mask)], dim: 1), // (B, 2 * D)
        };

        Tensor Mean() => sum() / mask.sum(1).clamp_min(1); // (B, D)
    }

    // A text without words has no largest value; its features are zeros, as its mean is.
    private static Tensor Max(Tensor vectors, Tensor mask)
    {
        var largest = vectors.masked_fill(~mask, float.NegativeInfinity).amax(1); // (B, D)
        return largest.masked_fill(~mask.any(1), 0);
    }
}

using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>
/// In training leaves random words out of a mask <c>(B, S)</c> (Iyyer et al. 2015, section 3.1). A text that would lose all of its
/// words keeps them.
/// </summary>
internal sealed class WordDropout(double share) : nn.Module<Tensor, Tensor>(nameof(WordDropout))
{
    public override Tensor forward(Tensor input)
    {
        if (!training || share == 0) return input;
        var kept = rand(input.shape, device: input.device).ge(share).logical_and(input); // (B, S)
        return where(kept.any(1, keepdim: true), kept, input);
    }
}

using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>States <c>(B, S, H)</c> and the mask <c>(B, S)</c> to <c>(B, H)</c>, without weights of its own.</summary>
internal static class TokenPooling
{
    public static Tensor Reduce(Tensor states, Tensor? mask, EncoderPooling pooling) => pooling switch
    {
        EncoderPooling.Cls => states.select(1, 0),
        EncoderPooling.Mean => Mean(states, Real(states, mask).unsqueeze(-1)),
        EncoderPooling.Max => states.masked_fill(~Real(states, mask).unsqueeze(-1), float.NegativeInfinity).amax(1),
        _ => Last(states, Real(states, mask)),
    };

    /// <summary>The mask, or one that calls every token real: <c>(B, S)</c>.</summary>
    public static Tensor Real(Tensor states, Tensor? mask) => mask ?? ones(states.shape[..2], dtype: ScalarType.Bool, device: states.device);

    private static Tensor Mean(Tensor states, Tensor real) => (states * real).sum(1) / real.sum(1).clamp_min(1); // (B, H)

    private static Tensor Last(Tensor states, Tensor real)
    {
        var index = (real.sum(1) - 1).clamp_min(0).view(-1, 1, 1).expand(-1, 1, states.shape[2]); // (B, 1, H)
        return states.gather(1, index).squeeze(1); // (B, H)
    }
}

using NlpTransfer.Kernels;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>States to <c>(B, H)</c>, without weights of its own.</summary>
internal static class TokenPooling
{
    /// <summary>The row <c>(B)</c> int64 that a pooling takes of each text; null where it takes more than one.</summary>
    public static Tensor? Row(PackedTexts texts, EncoderPooling pooling) => pooling switch
    {
        EncoderPooling.Cls => texts.First,
        EncoderPooling.Last => texts.Last,
        _ => null,
    };

    /// <summary>States <c>(B, S, H)</c> and the mask <c>(B, S)</c>, null when all are real, by a pooling that takes all rows.</summary>
    public static Tensor Reduce(Tensor states, Tensor? mask, EncoderPooling pooling) => pooling switch
    {
        EncoderPooling.Mean => Mean(states, Real(states, mask).unsqueeze(-1)),
        EncoderPooling.Max => states.masked_fill(~Real(states, mask).unsqueeze(-1), float.NegativeInfinity).amax(1),
        _ => throw new ArgumentOutOfRangeException(nameof(pooling), pooling, "The pooling must be mean or max."),
    };

    /// <summary>The mask, or one that calls every token real: <c>(B, S)</c>.</summary>
    public static Tensor Real(Tensor states, Tensor? mask) => mask ?? ones(states.shape[..2], dtype: ScalarType.Bool, device: states.device);

    private static Tensor Mean(Tensor states, Tensor real) => (states * real).sum(1) / real.sum(1).clamp_min(1); // (B, H)
}

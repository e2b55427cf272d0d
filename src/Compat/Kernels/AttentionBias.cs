using static TorchSharp.torch;

namespace NlpTransfer.Kernels;

/// <summary>What is added to attention scores so that a token does not look at another one.</summary>
internal static class AttentionBias
{
    /// <summary>The mask <c>(B, S)</c> as <c>(B, 1, 1, S)</c>: 0 for real tokens, very negative for padding; null without a mask.</summary>
    public static Tensor? Padding(Tensor? mask) => mask is null ? null : Hide(~mask.unsqueeze(1).unsqueeze(1));

    /// <summary>What a reach hides, and what the mask <c>(B, S)</c> calls padding: <c>(B or 1, 1, S, S)</c>; null where nothing is hidden.</summary>
    public static Tensor? Of(AttentionReach reach, Tensor? mask, long length, Device device)
    {
        if (reach == AttentionReach.All) return Padding(mask);
        var places = arange(length, device: device);
        var distance = places.unsqueeze(0) - places.unsqueeze(1); // (S, S), key minus query
        var hidden = distance.gt(reach.After).logical_or(distance.lt(-reach.Before)).unsqueeze(0).unsqueeze(0); // (1, 1, S, S)
        return Hide(mask is null ? hidden : hidden.logical_or(~mask.unsqueeze(1).unsqueeze(1)));
    }

    /// <summary>Both biases; null where there is none.</summary>
    public static Tensor? Sum(Tensor? first, Tensor? second) => first is null ? second : second is null ? first : first + second;

    // Not minus infinity: a row that hides everything must stay numbers.
    private static Tensor Hide(Tensor hidden) => zeros(hidden.shape, device: hidden.device).masked_fill_(hidden, float.MinValue);
}

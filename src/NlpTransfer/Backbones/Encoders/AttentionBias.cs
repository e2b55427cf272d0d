using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>What is added to attention scores so that a token does not look at another one.</summary>
internal static class AttentionBias
{
    /// <summary>The mask <c>(B, S)</c> as <c>(B, 1, 1, S)</c>: 0 for real tokens, very negative for padding; null without a mask.</summary>
    public static Tensor? Padding(Tensor? mask) => mask is null ? null : Hide(~mask.unsqueeze(1).unsqueeze(1));

    /// <summary>0 where false, very negative where true. Not minus infinity: a row that hides everything must stay numbers.</summary>
    public static Tensor Hide(Tensor hidden) => zeros(hidden.shape, device: hidden.device).masked_fill_(hidden, float.MinValue);

    /// <summary><c>(1, 1, S, S)</c> bool, true where the key stands behind the query.</summary>
    public static Tensor Future(long length, Device device) => ones([length, length], dtype: ScalarType.Bool, device: device).triu(1).unsqueeze(0).unsqueeze(0);

    /// <summary><c>(1, 1, S, S)</c> bool, true where the key is further from the query than a distance.</summary>
    public static Tensor Beyond(long distance, long length, Device device)
    {
        var places = arange(length, device: device);
        return (places.unsqueeze(0) - places.unsqueeze(1)).abs().gt(distance).unsqueeze(0).unsqueeze(0);
    }

    /// <summary>What is hidden anyway and what the mask <c>(B, S)</c> calls padding: <c>(B or 1, 1, S, S)</c> bool.</summary>
    public static Tensor Either(Tensor hidden, Tensor? mask) => mask is null ? hidden : hidden.logical_or(~mask.unsqueeze(1).unsqueeze(1));

    /// <summary>Both biases; null where there is none.</summary>
    public static Tensor? Sum(Tensor? first, Tensor? second) => first is null ? second : second is null ? first : first + second;
}

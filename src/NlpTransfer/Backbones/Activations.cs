using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>What flows between layer groups: token ids <c>(B, S)</c> int64 at the bottom, then states, at the end features.</summary>
/// <param name="Values">Ids, states <c>(B, S, H)</c> float32, pictures or feature maps <c>(B, C, H, W)</c> float32, or features <c>(B, FeatureSize)</c> float32.</param>
/// <param name="Mask"><c>(B, S)</c> bool, true for real tokens, which come first; null where there is no sequence.</param>
/// <param name="TokenTypes"><c>(B, S)</c> int64, the segment of each token, beside ids only; null is segment 0 throughout.</param>
public sealed record Activations(Tensor Values, Tensor? Mask = null, Tensor? TokenTypes = null)
{
    /// <summary>Pooled outputs of groups that have been passed and that the features are to hold too, bottom to top, <c>(B, width)</c> each; null for none.</summary>
    public IReadOnlyList<Tensor>? Taps { get; init; }
}

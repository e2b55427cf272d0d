using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>What all layers of one pass share.</summary>
/// <param name="Bias">Added to attention scores <c>(B, A, S, S)</c>, of a shape that broadcasts to theirs; null for none.</param>
/// <param name="Relative">Embeddings of distances <c>(distances, H)</c>, where layers use them.</param>
/// <param name="RelativeRows">Which of them stands between query and key, <c>(S, S)</c> int64, beside <paramref name="Relative"/>.</param>
internal sealed record AttentionContext(Tensor? Bias, Tensor? Relative = null, Tensor? RelativeRows = null);

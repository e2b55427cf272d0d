using NlpTransfer.Kernels;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>What all layers of one pass share, and what is wanted of this one.</summary>
/// <param name="Texts">Where texts begin.</param>
/// <param name="Wanted">The rows <c>(B)</c> int64, one a text, whose states alone are wanted; null for all.</param>
/// <param name="Bias">Added to attention scores <c>(B, A, S, S)</c>, of a shape that broadcasts to theirs, where padding and distances are not all that counts; else null.</param>
/// <param name="Relative">Embeddings of distances <c>(distances, H)</c>, where layers use them.</param>
/// <param name="RelativeRows">Which of them stands between query and key, <c>(S, S)</c> int64, beside <paramref name="Relative"/>.</param>
internal sealed record AttentionContext(PackedTexts Texts, Tensor? Wanted = null, Tensor? Bias = null, Tensor? Relative = null, Tensor? RelativeRows = null)
{
    /// <summary>Where the queries' texts begin: those of the keys, or one token each.</summary>
    public PackedTexts Queries => Wanted is null ? Texts : PackedTexts.Full(Texts.Batch, 1, Wanted.device);

    /// <summary>The wanted rows of <c>(T, H)</c>.</summary>
    public Tensor Pick(Tensor states) => Wanted is null ? states : states.index_select(0, Wanted);
}

using NlpTransfer.Training;

namespace NlpTransfer.Classifiers;

/// <summary>What adaptation came to.</summary>
/// <param name="PerplexityBefore">On the held-out texts, of the encoder as it was; of one without a head, once its new head was trained.</param>
/// <param name="PerplexityAfter">On the same texts with the same tokens hidden.</param>
/// <param name="HeadIsNew">Whether the weights had no head for hidden tokens.</param>
/// <param name="Training">Epoch by epoch; its validation loss is the logarithm of the perplexity.</param>
public sealed record AdaptationResult(double PerplexityBefore, double PerplexityAfter, bool HeadIsNew, TrainingResult Training);

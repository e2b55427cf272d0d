namespace NlpTransfer.Classifiers;

/// <summary>What becomes of a text that is longer than a model reads at a time.</summary>
public enum LongTexts
{
    /// <summary>It is cut off.</summary>
    Truncate,

    /// <summary>It is read in windows that overlap, and their logits are averaged.</summary>
    Mean,

    /// <summary>It is read in windows that overlap, and the largest logit of each class counts: one telling passage is enough.</summary>
    Max,
}

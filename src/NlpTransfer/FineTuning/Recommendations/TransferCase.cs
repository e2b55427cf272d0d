namespace NlpTransfer.FineTuning;

/// <summary>How much data there is, and how near it lies to what the backbone was pretrained on.</summary>
public enum TransferCase
{
    SmallSimilar,
    LargeSimilar,
    SmallDifferent,
    LargeDifferent,

    /// <summary>Larger than small, or somewhat different.</summary>
    Between,
}

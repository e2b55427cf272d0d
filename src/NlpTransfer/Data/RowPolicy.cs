namespace NlpTransfer.Data;

/// <summary>What becomes of a row with a fault. The fault is counted in the <see cref="DatasetReport"/> in every case.</summary>
public enum RowPolicy
{
    /// <summary>The row stays: without its label, with an empty text, or with U+FFFD for its broken bytes.</summary>
    Keep,

    /// <summary>The row is left out.</summary>
    Drop,

    /// <summary>Loading ends with a <see cref="DatasetException"/>.</summary>
    Fail,
}

namespace NlpTransfer.Backbones;

/// <summary>What word vectors are reduced to, over the real words of a text.</summary>
public enum WordPooling
{
    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>The largest value of each dimension.</summary>
    Max,

    /// <summary>Both, one after the other: features twice as wide.</summary>
    MeanMax,
}

namespace NlpTransfer.Backbones;

/// <summary>What the states of a recurrent layer are reduced to, over the real words of a text.</summary>
public enum RecurrentPooling
{
    /// <summary>The largest value of each dimension (Conneau et al. 2017).</summary>
    Max,

    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>Their mean by learned weights (Yang et al. 2016, section 2.2).</summary>
    Attention,
}

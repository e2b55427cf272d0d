namespace NlpTransfer.Training;

/// <summary>How much an example of each class counts in the loss.</summary>
public enum ClassWeighting
{
    /// <summary>The same.</summary>
    None,

    /// <summary>In inverse proportion to the class's frequency, 1 on average: rare classes count as much as common ones. Of multi-label data, the examples with a label count as much as those without it.</summary>
    Balanced,
}

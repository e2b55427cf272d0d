namespace NlpTransfer.Training;

/// <summary>What kept features are stored as.</summary>
public enum FeaturePrecision
{
    /// <summary>As they were computed, bit by bit.</summary>
    Float32,

    /// <summary>
    /// Half the room. Each value is off by at most 1/2048 of itself (0.05 %), or by 3e-8 where it is below 6.1e-5; values
    /// beyond 65,504 do not fit and are refused.
    /// </summary>
    Float16,
}

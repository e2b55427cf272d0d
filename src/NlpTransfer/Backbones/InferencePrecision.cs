namespace NlpTransfer.Backbones;

/// <summary>What an encoder's linear layers compute in where nothing is trained.</summary>
public enum InferencePrecision
{
    /// <summary>As in training.</summary>
    Float32,

    /// <summary>Products of values rounded to bfloat16, summed in float32: twice as fast on CPUs with the instructions, and on GPUs. The weights themselves stay in float32.</summary>
    BFloat16,
}

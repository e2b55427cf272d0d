namespace NlpTransfer.Backbones;

/// <summary>What an encoder's last states are reduced to.</summary>
public enum BertPooling
{
    /// <summary>The first token's state through the pooler: BERT's own.</summary>
    Cls,

    /// <summary>The mean over real tokens: what sentence encoders use.</summary>
    Mean,

    /// <summary>The largest value over real tokens.</summary>
    Max,
}

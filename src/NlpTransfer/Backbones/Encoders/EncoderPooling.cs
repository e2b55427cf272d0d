namespace NlpTransfer.Backbones;

/// <summary>What an encoder's last states are reduced to.</summary>
public enum EncoderPooling
{
    /// <summary>The first token's state: BERT's own.</summary>
    Cls,

    /// <summary>The mean over real tokens: what sentence encoders use.</summary>
    Mean,

    /// <summary>The largest value over real tokens.</summary>
    Max,

    /// <summary>A mean over real tokens with learned weights, which are new and train with the head.</summary>
    Attention,

    /// <summary>The last real token's state: GPT-2's own, as only this one has seen the whole text.</summary>
    Last,
}

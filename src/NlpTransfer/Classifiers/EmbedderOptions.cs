using NlpTransfer.Backbones;

namespace NlpTransfer.Classifiers;

/// <summary>How texts become vectors.</summary>
public sealed record EmbedderOptions
{
    /// <summary>What an encoder's states are reduced to.</summary>
    /// <value>null: what the folder says (a classifier's own, or sentence-transformers' <c>1_Pooling</c>); else the mean, and the last token's state for GPT-2</value>
    public EncoderPooling? Pooling { get; init; }

    /// <summary>The tokens a text keeps.</summary>
    /// <value>null: what the folder says, else 128</value>
    public int? MaxTokens { get; init; }

    /// <summary>Whether vectors get length 1, so that their products are cosines.</summary>
    /// <value>null: what the folder says, else not</value>
    public bool? Normalize { get; init; }

    /// <summary>What an encoder computes in.</summary>
    /// <value><see cref="InferencePrecision.Float32"/></value>
    public InferencePrecision Precision { get; init; }

    /// <summary>Every fault, one sentence each; empty when there is none.</summary>
    public IReadOnlyList<string> Validate() =>
    [
        .. MaxTokens < 3 ? [$"MaxTokens must be at least 3, was {MaxTokens}."] : Array.Empty<string>(),
        .. Pooling == EncoderPooling.Attention ? ["Pooling must not be attention: its weights are learned with a classifier."] : Array.Empty<string>(),
    ];
}

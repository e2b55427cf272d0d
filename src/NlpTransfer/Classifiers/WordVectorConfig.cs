using NlpTransfer.Backbones;
using NlpTransfer.Data;

namespace NlpTransfer.Classifiers;

/// <summary>The <c>word_vectors</c> section of a classifier's <c>config.json</c>.</summary>
internal sealed record WordVectorConfig
{
    public required WordBackboneOptions Backbone { get; init; }

    public required WordTokenizerOptions Tokenizer { get; init; }

    public required int MaxTokens { get; init; }

    /// <summary>Whether the vectors were pretrained before this classifier's training.</summary>
    public required bool IsPretrained { get; init; }
}

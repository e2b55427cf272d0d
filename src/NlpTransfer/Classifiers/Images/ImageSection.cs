using NlpTransfer.Backbones;
using NlpTransfer.Data;

namespace NlpTransfer.Classifiers;

/// <summary>The <c>image</c> section of a classifier's <c>config.json</c>.</summary>
internal sealed record ImageSection(string Architecture, ImageBackboneOptions Backbone, ImagePreprocessing Preprocessing, bool IsPretrained)
{
    /// <summary>What <c>config.json</c> calls this kind.</summary>
    public const string Type = "image";
}

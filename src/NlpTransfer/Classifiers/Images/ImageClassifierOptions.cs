using NlpTransfer.Backbones;
using NlpTransfer.Heads;

namespace NlpTransfer.Classifiers;

/// <summary>How an image classifier is put on a network.</summary>
public sealed record ImageClassifierOptions
{
    /// <summary>What of the network is built.</summary>
    public ImageBackboneOptions Backbone { get; init; } = new();

    /// <summary>Side of the square input in pixels; null takes the one that the network's weights were trained on.</summary>
    public int? Size { get; init; }

    /// <summary>What stands on top.</summary>
    /// <value>dropout 0.2 and a linear layer</value>
    public HeadOptions Head { get; init; } = new() { Dropout = 0.2 };

    /// <summary>Whether a new head is put on even where the weights have one for as many classes.</summary>
    /// <value>false</value>
    public bool ReplaceHead { get; init; }

    /// <summary>Decides the new weights.</summary>
    /// <value>0</value>
    public long Seed { get; init; }

    /// <summary>Every fault, one sentence each; empty when there is none.</summary>
    public IReadOnlyList<string> Validate() =>
        [.. Size is < 1 or > 4096 ? [$"Size must be from 1 to 4096, was {Size}."] : Array.Empty<string>(), .. Backbone.Validate(), .. Head.Validate()];
}

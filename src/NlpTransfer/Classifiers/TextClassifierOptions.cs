using NlpTransfer.Backbones;
using NlpTransfer.Data;
using NlpTransfer.Heads;
using NlpTransfer.Training;

namespace NlpTransfer.Classifiers;

/// <summary>What a text classifier over word vectors is made of.</summary>
public sealed record TextClassifierOptions
{
    /// <value>Kim's convolutional network</value>
    public WordBackboneOptions Backbone { get; init; } = new CnnOptions();

    public HeadOptions Head { get; init; } = new();

    /// <summary>How many labels a text has.</summary>
    /// <value><see cref="ProblemType.SingleLabel"/></value>
    public ProblemType Problem { get; init; }

    /// <summary>Which words have a vector.</summary>
    public WordTableOptions Words { get; init; } = new();

    /// <summary>How texts are divided into words; must suit the vectors.</summary>
    public WordTokenizerOptions Tokenizer { get; init; } = new();

    /// <summary>The words a text keeps, from its beginning.</summary>
    /// <value>300</value>
    public int MaxTokens { get; init; } = 300;

    /// <summary>Decides the new weights.</summary>
    /// <value>0</value>
    public long Seed { get; init; }

    /// <summary>Every fault, one sentence each; empty when there is none.</summary>
    public IReadOnlyList<string> Validate() =>
    [
        .. MaxTokens < 1 ? [$"MaxTokens must be at least 1, was {MaxTokens}."] : Array.Empty<string>(),
        .. Backbone.Validate(), .. Head.Validate(), .. Words.Validate(),
    ];
}

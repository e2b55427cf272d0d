using System.Globalization;

namespace NlpTransfer.Backbones;

/// <summary>Which words a model over word vectors knows.</summary>
public sealed record WordTableOptions
{
    /// <summary>How often a word that the vectors lack must occur in the training data to get a vector of its own.</summary>
    /// <value>2</value>
    public int MinWordCount { get; init; } = 2;

    /// <summary>
    /// How many words of the vector file are kept beyond those of the training data, the first ones of the file first (such
    /// files are sorted by frequency). A saved classifier holds them, and so predicts the same without the file.
    /// </summary>
    /// <value>50,000: at 100 dimensions 20 MB</value>
    public int FurtherWords { get; init; } = 50_000;

    /// <summary>Values a word when there are no pretrained vectors.</summary>
    /// <value>100</value>
    public int RandomDimension { get; init; } = 100;

    /// <summary>Without pretrained vectors the values start uniform between minus and plus this (Kim 2014).</summary>
    /// <value>0.25</value>
    public double RandomSpread { get; init; } = 0.25;

    /// <summary>Every fault, one sentence each; empty when there is none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        if (MinWordCount < 1) faults.Add($"MinWordCount must be at least 1, was {MinWordCount}.");
        if (FurtherWords < 0) faults.Add($"FurtherWords must be at least 0, was {FurtherWords}.");
        if (RandomDimension < 1) faults.Add($"RandomDimension must be at least 1, was {RandomDimension}.");
        if (!(RandomSpread > 0 && double.IsFinite(RandomSpread))) faults.Add(string.Create(CultureInfo.InvariantCulture, $"RandomSpread must be above 0, was {RandomSpread}."));
        return faults;
    }
}

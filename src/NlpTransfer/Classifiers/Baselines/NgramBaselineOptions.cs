using NlpTransfer.Data;

namespace NlpTransfer.Classifiers;

/// <summary>How <see cref="NgramBaseline"/> sees and learns.</summary>
public sealed record NgramBaselineOptions
{
    /// <summary>Longest word sequence that is a feature.</summary>
    /// <value>2: words and bigrams</value>
    public int LongestNgram { get; init; } = 2;

    /// <summary>Features share 2^HashBits places. At 22 few of a million features collide.</summary>
    /// <value>22</value>
    public int HashBits { get; init; } = 22;

    /// <summary>Costs of an error against a large weight (C), of which validation data chooses. Large values fit the training data closer.</summary>
    /// <value>0.3, 1, 3, 10, 30, 100, 300</value>
    public IReadOnlyList<double> Strengths { get; init; } = [0.3, 1, 3, 10, 30, 100, 300];

    /// <summary>Most visits of each training example, on average, for one model.</summary>
    /// <value>100</value>
    public int MaxPasses { get; init; } = 100;

    /// <summary>Orders the passes, and holds out the inner validation part where none is given.</summary>
    /// <value>0</value>
    public long Seed { get; init; }

    /// <summary>How texts become words.</summary>
    public WordTokenizerOptions Words { get; init; } = new();

    /// <summary>Every fault of the options, one sentence each; empty when there is none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        if (LongestNgram is < 1 or > 5) faults.Add($"LongestNgram must be from 1 to 5, was {LongestNgram}.");
        if (HashBits is < 10 or > 28) faults.Add($"HashBits must be from 10 to 28, was {HashBits}.");
        if (Strengths.Count == 0) faults.Add("Strengths must hold at least one value, was empty.");
        if (Strengths.Any(s => s is not (> 0 and < double.PositiveInfinity))) faults.Add($"Strengths must be above 0, were {string.Join(", ", Strengths)}.");
        if (MaxPasses < 1) faults.Add($"MaxPasses must be at least 1, was {MaxPasses}.");
        return faults;
    }
}

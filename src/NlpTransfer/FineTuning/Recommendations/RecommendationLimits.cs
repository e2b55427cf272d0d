using System.Globalization;

namespace NlpTransfer.FineTuning;

/// <summary>What counts as small and large, similar and different.</summary>
public sealed record RecommendationLimits
{
    /// <summary>Fewer training examples are a small data set: too few to move a pretrained backbone without it learning them by heart.</summary>
    /// <value>1,000</value>
    public int SmallBelow { get; init; } = 1_000;

    /// <summary>So many training examples are a large data set: enough to move every weight.</summary>
    /// <value>10,000</value>
    public int LargeFrom { get; init; } = 10_000;

    /// <summary>A similarity from here on is similar.</summary>
    /// <value>0.5</value>
    public double SimilarFrom { get; init; } = 0.5;

    /// <summary>A similarity below this is different.</summary>
    /// <value>0.2</value>
    public double DifferentBelow { get; init; } = 0.2;

    /// <summary>Every fault, one sentence each; empty when there is none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        if (SmallBelow < 1) faults.Add($"SmallBelow must be at least 1, was {SmallBelow}.");
        if (LargeFrom < SmallBelow) faults.Add($"LargeFrom must be at least SmallBelow ({SmallBelow}), was {LargeFrom}.");
        if (SimilarFrom is not (>= 0 and <= 1)) faults.Add(string.Create(CultureInfo.InvariantCulture, $"SimilarFrom must be from 0 to 1, was {SimilarFrom}."));
        if (!(DifferentBelow >= 0 && DifferentBelow <= SimilarFrom)) faults.Add(string.Create(CultureInfo.InvariantCulture, $"DifferentBelow must be from 0 to SimilarFrom ({SimilarFrom}), was {DifferentBelow}."));
        return faults;
    }
}

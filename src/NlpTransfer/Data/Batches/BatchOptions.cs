namespace NlpTransfer.Data;

/// <summary>How examples become batches.</summary>
public sealed record BatchOptions
{
    /// <summary>Most examples a batch.</summary>
    /// <value>32</value>
    public int MaxExamples { get; init; } = 32;

    /// <summary>
    /// Most tokens a batch, padding included: examples times the longest of them. A single longer text is a batch of its own.
    /// Null sets no bound.
    /// </summary>
    public int? MaxTokens { get; init; }

    /// <summary>Whether texts of similar length share a batch (little padding). False gives plain random batches.</summary>
    /// <value>true</value>
    public bool GroupByLength { get; init; } = true;

    /// <summary>Whether each epoch has its own order. False keeps the order of the data, which evaluation wants.</summary>
    /// <value>true</value>
    public bool Shuffle { get; init; } = true;

    /// <summary>
    /// How many full batches are sorted by length at a time. Few keep batches random, many keep padding low; texts of one
    /// length also tend to share a label, so sorting everything would make batches one-sided.
    /// </summary>
    /// <value>50</value>
    public int BatchesSortedTogether { get; init; } = 50;

    /// <summary>Every fault of the options, one sentence each; empty when there is none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        if (MaxExamples < 1) faults.Add($"MaxExamples must be at least 1, was {MaxExamples}.");
        if (MaxTokens < 1) faults.Add($"MaxTokens must be at least 1, was {MaxTokens}.");
        if (BatchesSortedTogether < 1) faults.Add($"BatchesSortedTogether must be at least 1, was {BatchesSortedTogether}.");
        return faults;
    }
}

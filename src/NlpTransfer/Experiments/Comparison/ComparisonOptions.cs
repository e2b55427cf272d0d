namespace NlpTransfer.Experiments;

/// <summary>How runs are compared.</summary>
public sealed record ComparisonOptions
{
    /// <summary>The figure that significance is asked of: <c>accuracy</c>, <c>macro-f1</c>, <c>mcc</c> or <c>loss</c>.</summary>
    /// <value>accuracy</value>
    public string Metric { get; init; } = "accuracy";

    /// <summary>The part of the data: <c>test</c> or <c>validation</c>.</summary>
    /// <value>test</value>
    public string Part { get; init; } = "test";

    /// <summary>Draws of examples.</summary>
    /// <value>10,000</value>
    public int Resamples { get; init; } = 10_000;

    /// <summary>Decides the draws.</summary>
    /// <value>1</value>
    public int Seed { get; init; } = 1;

    /// <summary>Every fault, one sentence each; empty when there is none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        string[] names = [.. ComparedMetric.All.Select(m => m.Name)];
        if (!names.Contains(Metric)) faults.Add($"Metric must be one of {string.Join(", ", names)}; was '{Metric}'.{NameSuggestion.DidYouMean(Metric, names)}");
        if (Part is not ("test" or "validation")) faults.Add($"Part must be test or validation, was '{Part}'.");
        if (Resamples < 1) faults.Add($"Resamples must be at least 1, was {Resamples}.");
        return faults;
    }
}

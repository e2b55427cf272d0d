namespace NlpTransfer.Experiments;

/// <summary>Successive halving (Jamieson and Talwalkar 2016): all configurations train briefly, the best part of them longer, and so on.</summary>
public sealed record HalvingOptions
{
    /// <summary>One of so many goes on, and trains so many times as long.</summary>
    /// <value>3</value>
    public int Factor { get; init; } = 3;

    /// <summary>Epochs of each phase in the first round.</summary>
    /// <value>1</value>
    public int MinEpochs { get; init; } = 1;

    /// <summary>Epochs of each phase in the last round.</summary>
    /// <value>9</value>
    public int MaxEpochs { get; init; } = 9;

    /// <summary>What the best are chosen by, on the validation part: <c>loss</c>, <c>accuracy</c>, <c>macro-f1</c> or <c>mcc</c>, the mean over seeds.</summary>
    /// <value>loss</value>
    public string By { get; init; } = "loss";

    /// <summary>Every fault, one sentence each; empty when there is none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        if (Factor < 2) faults.Add($"'factor' must be at least 2, was {Factor}.");
        if (MinEpochs < 1) faults.Add($"'min-epochs' must be at least 1, was {MinEpochs}.");
        if (MaxEpochs < MinEpochs) faults.Add($"'max-epochs' must be at least min-epochs, {MinEpochs}, was {MaxEpochs}.");
        if (ComparedMetric.Find(By) is null) faults.Add($"'by' must be one of {string.Join(", ", ComparedMetric.All.Select(m => m.Name))}; was '{By}'.{NameSuggestion.DidYouMean(By, ComparedMetric.All.Select(m => m.Name))}");
        return faults;
    }
}

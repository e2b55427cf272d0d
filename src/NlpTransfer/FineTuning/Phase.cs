using System.Globalization;

namespace NlpTransfer.FineTuning;

/// <summary>A stretch of training with one set of trainable groups, their learning rates and a length. Holds no tensors.</summary>
public sealed record Phase
{
    /// <summary>What progress and reports call it.</summary>
    /// <value>train</value>
    public string Name { get; init; } = "train";

    /// <summary>What trains; where two entries select a group, the later one counts. Groups that none selects are frozen.</summary>
    /// <value>every group at the base rate</value>
    public IReadOnlyList<GroupRate> Groups { get; init; } = [new(GroupSelector.All)];

    /// <summary>
    /// Discriminative rates (Howard and Ruder 2018, section 3.2): a group's rate is that of the group above it divided by
    /// this; 1 leaves the rates as they are.
    /// </summary>
    /// <value>1</value>
    public double RateDecay { get; init; } = 1;

    /// <value>3 epochs</value>
    public PhaseLength Length { get; init; } = PhaseLength.Epochs(3);

    /// <summary>How the rates move over this phase; null takes the run's. Each phase starts it anew.</summary>
    public LearningRateSchedule? LearningRates { get; init; }

    /// <summary>
    /// Whether this stands for one phase a group, each of this length: the new groups at the top alone, one more, ... , all
    /// (gradual unfreezing, Howard and Ruder 2018, section 3.3).
    /// </summary>
    /// <value>false</value>
    public bool Gradual { get; init; }

    /// <summary>Every fault, one sentence each; empty when there is none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        if (string.IsNullOrWhiteSpace(Name)) faults.Add("Name must not be empty.");
        if (Groups.Count == 0) faults.Add($"Phase '{Name}': Groups must select something, was empty.");
        foreach (var rate in Groups.Where(g => !(g.RateFactor >= 0 && double.IsFinite(g.RateFactor))))
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"Phase '{Name}': RateFactor of '{rate.Groups}' must be 0 or above, was {rate.RateFactor}."));
        if (!(RateDecay >= 1 && double.IsFinite(RateDecay))) faults.Add(string.Create(CultureInfo.InvariantCulture, $"Phase '{Name}': RateDecay must be at least 1, was {RateDecay}."));
        faults.AddRange(Length.Validate().Concat(LearningRates?.Validate() ?? []).Select(f => $"Phase '{Name}': {f}"));
        return faults;
    }
}

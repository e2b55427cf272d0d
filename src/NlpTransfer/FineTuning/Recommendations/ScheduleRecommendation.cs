namespace NlpTransfer.FineTuning;

/// <summary>What to train when, and why.</summary>
/// <param name="Case">Which of the textbook's cases it is.</param>
/// <param name="Schedule">What trains when.</param>
/// <param name="Workflow">What an epoch runs through.</param>
/// <param name="Reason">In words.</param>
public sealed record ScheduleRecommendation(TransferCase Case, FineTuningSchedule Schedule, TransferWorkflow Workflow, string Reason)
{
    /// <summary>The part of the backbone's layers to keep, from the bottom, above 0 to 1.</summary>
    /// <value>1: all of them</value>
    public double KeptLayers { get; init; } = 1;

    /// <summary>Widths of new hidden layers below the last one of the head.</summary>
    /// <value>none</value>
    public IReadOnlyList<int> HeadLayers { get; init; } = [];

    /// <summary>What else to try; null where the case is clear.</summary>
    public ScheduleRecommendation? Second { get; init; }

    /// <summary>How many of so many layers to keep, at least one.</summary>
    public int LayersOf(int layers) => Math.Clamp((int)Math.Round(KeptLayers * layers), 1, layers);
}

namespace NlpTransfer.FineTuning;

/// <summary>A phase laid out over epochs.</summary>
/// <param name="Name">As in the schedule.</param>
/// <param name="Length">How long it lasts at most.</param>
/// <param name="LearningRates">The name of how the rates move.</param>
/// <param name="TrainableParameters">Numbers that train.</param>
/// <param name="FrozenParameters">Numbers that stay.</param>
/// <param name="FrozenPrefix">Groups from the bottom that are frozen without a gap.</param>
/// <param name="Spans">Its columns: epochs, or one for a phase in steps over data that is not known.</param>
public sealed record PlannedPhase(
    string Name, PhaseLength Length, string LearningRates, long TrainableParameters, long FrozenParameters, int FrozenPrefix, IReadOnlyList<PlannedSpan> Spans);

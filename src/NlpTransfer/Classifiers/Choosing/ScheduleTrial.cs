using NlpTransfer.FineTuning;
using NlpTransfer.Training;

namespace NlpTransfer.Classifiers;

/// <summary>What a short training with one schedule came to.</summary>
/// <param name="Schedule">At the length it is meant to have, not at that of the trial.</param>
/// <param name="Validation">Of the trial's best weights.</param>
/// <param name="TrainableParameters">Numbers that train in its last phase.</param>
/// <param name="Duration">Of the trial.</param>
/// <param name="IsBest">Whether it was chosen.</param>
public sealed record ScheduleTrial(FineTuningSchedule Schedule, ClassificationMetrics Validation, long TrainableParameters, TimeSpan Duration, bool IsBest);

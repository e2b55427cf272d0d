using NlpTransfer.Classifiers;
using NlpTransfer.Training;

namespace NlpTransfer.Cli.Verbs.Train;

/// <summary>What a schedule is chosen by, over texts or over pictures.</summary>
/// <param name="Examples">To train on.</param>
/// <param name="Probe">How near the data lies to what the backbone was pretrained on.</param>
/// <param name="Search">What short trainings come to.</param>
/// <param name="Cut">Settings with only a part of the backbone's layers.</param>
internal sealed record ScheduleMeasures<T>(
    int Examples, Func<T, SimilarityReport> Probe, Func<T, TrainingOptions, IReadOnlyList<ScheduleTrial>> Search, Func<TrainingSettings, T, Func<int, int>, TrainingSettings> Cut) where T : IDisposable;

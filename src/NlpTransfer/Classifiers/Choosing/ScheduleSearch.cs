using NlpTransfer.Data;
using NlpTransfer.FineTuning;
using NlpTransfer.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Classifiers;

/// <summary>
/// Measures instead of guessing: trains the cheap candidates for seconds on a part of the data, each from the same weights, and
/// compares their validation scores. Cheap are schedules that keep at least half of the pretrained groups frozen throughout,
/// and every schedule over a backbone of few groups, such as word vectors.
/// </summary>
public static class ScheduleSearch
{
    private const int MostExamples = 512, CheapGroups = 3;

    private static readonly (FineTuningSchedule Trial, FineTuningSchedule Full)[] Candidates =
    [
        (FineTuningSchedule.FeatureExtraction(4), FineTuningSchedule.FeatureExtraction()),
        (FineTuningSchedule.LastGroups(2, 4), FineTuningSchedule.LastGroups(2)),
        (FineTuningSchedule.LastGroups(3, 4), FineTuningSchedule.LastGroups(3) with { Name = "last-3-groups" }),
        (FineTuningSchedule.FreezeThenUnfreeze(2, 2), FineTuningSchedule.FreezeThenUnfreeze()),
        (FineTuningSchedule.FullFineTuning(4), FineTuningSchedule.FullFineTuning()),
    ];

    /// <summary>Tries the candidates that are cheap over this model; afterwards the classifier has the weights it had before.</summary>
    /// <param name="options">How to train; its schedule is not looked at, its <see cref="TrainingOptions.Monitor"/> chooses.</param>
    /// <returns>In the order of trial; one of them is the best.</returns>
    /// <exception cref="ArgumentException">There is no validation data, or an example without a label.</exception>
    public static IReadOnlyList<ScheduleTrial> Run(TextClassifier classifier, TextDataset training, TextDataset validation, TrainingOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new();
        if (validation.Count == 0) throw new ArgumentException("Expected validation data to choose a schedule by, found none. Give some, or name a schedule.", nameof(validation));
        var most = IsSmall(classifier) ? MostExamples : MostExamples / 2; // an encoder's forward pass is what the seconds go into
        var train = classifier.Encode(SimilarityProbe.Sample(training, most, options.Seed), cancellation);
        var valid = classifier.Encode(SimilarityProbe.Sample(validation, most / 2, options.Seed), cancellation);
        using var start = new ModelSnapshot(classifier.Model);
        var trials = new List<ScheduleTrial>();
        foreach (var (trial, full) in Cheap(classifier))
        {
            var result = classifier.Writing(() => Try(classifier, options with { Schedule = trial }, train, valid, start, cancellation));
            trials.Add(new(full, result.Validation!, Trainable(classifier, full, options), result.Duration, IsBest: false));
        }
        var best = trials.MaxBy(t => (t.Validation.Score(options.Monitor), -t.Validation.Loss))!;
        return [.. trials.Select(t => t with { IsBest = ReferenceEquals(t, best) })];
    }

    private static TrainingResult Try(TextClassifier classifier, TrainingOptions options, ITrainingData training, ITrainingData validation, ModelSnapshot start, CancellationToken cancellation)
    {
        try
        {
            return new Trainer(classifier.Model, options, classifier.LabelNames, device: classifier.Device).Train(training, validation, cancellation);
        }
        finally
        {
            start.Restore();
        }
    }

    private static IEnumerable<(FineTuningSchedule Trial, FineTuningSchedule Full)> Cheap(TextClassifier classifier)
    {
        var (names, pretrained) = (classifier.Model.GroupNames, classifier.Model.PretrainedGroups);
        return Candidates.Where(c => IsSmall(classifier) || c.Trial.Resolve(names, pretrained).All(p => p.FrozenPrefix * 2 >= pretrained.Count))
            .DistinctBy(c => string.Join('|', c.Trial.Resolve(names, pretrained).Select(p => string.Join(' ', p.RateFactors) + p.Length)));
    }

    private static bool IsSmall(TextClassifier classifier) => classifier.Model.LayerGroups.Count <= CheapGroups;

    private static long Trainable(TextClassifier classifier, FineTuningSchedule schedule, TrainingOptions options)
    {
        var last = schedule.Resolve(classifier.Model.GroupNames, classifier.Model.PretrainedGroups)[^1];
        return GroupOutline.Of(classifier.Model.LayerGroups, options.FreezeParameters).Where((_, g) => !last.IsFrozen(g)).Sum(g => g.Parameters);
    }
}

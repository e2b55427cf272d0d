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
        CheckValidation(validation.Count);
        var most = Most(classifier.Core);
        var train = classifier.Encode(training.Subset(SimilarityProbe.Sample(training.Count, most, options.Seed)), cancellation);
        var valid = classifier.Encode(validation.Subset(SimilarityProbe.Sample(validation.Count, most / 2, options.Seed)), cancellation);
        return Run(classifier.Core, train, valid, options, cancellation);
    }

    /// <summary>The same over pictures, which are not augmented meanwhile.</summary>
    /// <inheritdoc cref="Run(TextClassifier, TextDataset, TextDataset, TrainingOptions?, CancellationToken)"/>
    public static IReadOnlyList<ScheduleTrial> Run(ImageClassifier classifier, ImageDataset training, ImageDataset validation, TrainingOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new();
        CheckValidation(validation.Count);
        var most = Most(classifier.Core);
        using var train = classifier.Input(training.Subset(SimilarityProbe.Sample(training.Count, most, options.Seed)));
        using var valid = classifier.Input(validation.Subset(SimilarityProbe.Sample(validation.Count, most / 2, options.Seed)));
        return Run(classifier.Core, train, valid, options, cancellation);
    }

    private static void CheckValidation(int count)
    {
        if (count == 0) throw new ArgumentException("Expected validation data to choose a schedule by, found none. Give some, or name a schedule.", "validation");
    }

    // The forward pass of an encoder or an image network is what the seconds go into.
    private static int Most(ClassifierCore classifier) => IsSmall(classifier) ? MostExamples : MostExamples / 2;

    private static IReadOnlyList<ScheduleTrial> Run(ClassifierCore classifier, ITrainingData train, ITrainingData valid, TrainingOptions options, CancellationToken cancellation)
    {
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

    private static TrainingResult Try(ClassifierCore classifier, TrainingOptions options, ITrainingData training, ITrainingData validation, ModelSnapshot start, CancellationToken cancellation)
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

    private static IEnumerable<(FineTuningSchedule Trial, FineTuningSchedule Full)> Cheap(ClassifierCore classifier)
    {
        var (names, pretrained) = (classifier.Model.GroupNames, classifier.Model.PretrainedGroups);
        return Candidates.Where(c => IsSmall(classifier) || c.Trial.Resolve(names, pretrained).All(p => p.FrozenPrefix * 2 >= pretrained.Count))
            .DistinctBy(c => string.Join('|', c.Trial.Resolve(names, pretrained).Select(p => string.Join(' ', p.RateFactors) + p.Length)));
    }

    private static bool IsSmall(ClassifierCore classifier) => classifier.Model.LayerGroups.Count <= CheapGroups;

    private static long Trainable(ClassifierCore classifier, FineTuningSchedule schedule, TrainingOptions options)
    {
        var last = schedule.Resolve(classifier.Model.GroupNames, classifier.Model.PretrainedGroups)[^1];
        return GroupOutline.Of(classifier.Model.LayerGroups, options.FreezeParameters).Where((_, g) => !last.IsFrozen(g)).Sum(g => g.Parameters);
    }
}

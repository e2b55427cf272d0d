using System.Globalization;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.Experiments;
using NlpTransfer.Training;

namespace NlpTransfer.Cli.Verbs.Train;

/// <summary>One training from data to saved classifier, whether it begins or continues.</summary>
internal sealed class TrainJob(VerbRun run, TrainingSettings typed)
{
    private readonly Stages _stages = new(run.Terminal);

    /// <summary>Does the job and writes its report.</summary>
    /// <param name="open">The run's folder; asked once the data is read, so that a mistyped path leaves nothing behind.</param>
    public async Task<int> RunAsync(Func<TrainingRunFolder> open)
    {
        var (device, settings) = (Compute.Apply(run), typed);
        var parts = await _stages.RunAsync("data", () => DataParts.LoadAsync(run, typed.Split), DataParts.Describe);
        parts = typed.Sampled(parts, run.Seed);
        settings = TaskChoice.Fit(run, settings with { Problem = DataParts.Problem(run, parts) }, parts);
        DecisionChoice.Check(settings.Training.Decisions, parts, settings.Problem);
        var teacher = TeacherChoice.Open(run, parts, settings.Problem, device);
        using var known = teacher?.Classifier;
        var folder = open();
        folder.Checkpoints.Identity["data test_sha256"] = parts.Test.ContentHash;
        try
        {
            using var vectors = settings.Encoder is not null || !settings.IsPretrained ? null : await _stages.RunAsync("vectors", () => VectorSource.OpenAsync(run), VectorSource.Describe);
            TextClassifier Build(TrainingSettings built) => _stages.Run("model", () => built.Build(teacher?.With(parts.Train) ?? parts.Train, vectors, device, run.Stop), Describe);
            var (chosen, made) = new ScheduleDecision<TextClassifier>(run, _stages, Measures(parts)).Apply(settings, Build);
            using var classifier = made;
            WeightLines.Write(run.Terminal, classifier.Weights);
            var training = new DecidedTraining(classifier, parts, chosen.Training, teacher);
            var result = _stages.Run("training", () => training.Run([new TrainingDisplay(run.Terminal)], run.Stop, folder), Describe);
            var test = parts.Test.Count == 0 ? null : Measure("test", parts.Test, classifier, chosen.Training, folder);
            if (test is not null)
                classifier.Metrics["test"] = test;
            if (parts.Validation.Count > 0)
                Measure("validation", parts.Validation, classifier, chosen.Training, folder);
            LoraChoice.Finish(run, classifier);
            string model = _stages.Run("saving", () => { classifier.Save(folder.ModelFolder); return folder.ModelFolder; }, path => path);
            new RunFacts { StageTimes = _stages.Done, Coverage = classifier.Coverage, TestExamples = parts.Test.Count, TestHash = parts.Test.ContentHash }.Describe(folder);
            folder.Finish();
            RunReport.Write(folder.Path);
            new TrainReport(run, model, result, test, _stages).Write();
            return training.Missed is { } missed
                ? throw new GoalNotReachedException($"{missed.Message} The classifier in {model} is trained and decides without a threshold.")
                : ExitCode.Done;
        }
        catch (Exception error) when (error is OperationCanceledException or IOException and not CheckpointException && TrainingRunFolder.HoldsRun(folder.Path))
        {
            run.Terminal.Error.WriteLine($"What was done is in {folder.Path}; go on with: nlp-transfer resume {folder.Path}");
            throw;
        }
    }

    private ClassificationMetrics Measure(string part, TextDataset data, TextClassifier classifier, TrainingOptions trained, TrainingRunFolder folder)
    {
        var measured = _stages.Run(part, () => classifier.Measure(data, trained, run.Stop), m => $"{m.Metrics.N:N0} texts");
        PredictionFile.Write(Path.Combine(folder.Path, "predictions", $"{part}.jsonl"), data, measured.Predictions, classifier.LabelNames);
        return measured.Metrics;
    }

    private ScheduleMeasures<TextClassifier> Measures(DatasetSplit parts) => new(
        parts.Train.Count, c => SimilarityProbe.Measure(c, parts.Train, parts.Validation, run.Seed, run.Stop), (c, options) => ScheduleSearch.Run(c, parts.Train, parts.Validation, options, run.Stop), Cut);

    private static TrainingSettings Cut(TrainingSettings settings, TextClassifier classifier, Func<int, int> kept) => settings.Encoder is null
        ? settings
        : settings with { Layers = settings.Layers ?? kept(classifier.Model.GroupNames.Count(name => name.StartsWith("layer.", StringComparison.Ordinal))) };

    private static string Describe(TextClassifier classifier) => classifier.Coverage is { } coverage
        ? string.Create(CultureInfo.InvariantCulture, $"{classifier.LabelNames.Count} labels; {coverage.TokenShare:0.0 %} of the running words have a vector")
        : $"{classifier.LabelNames.Count} labels; {classifier.Description}";

    private static string Describe(TrainingResult result) => result.BestEpoch is { } best
        ? $"{result.Steps:N0} steps; the weights are those of epoch {best}"
        : $"{result.Steps:N0} steps";
}

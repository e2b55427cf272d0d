using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.Experiments;
using NlpTransfer.Training;

namespace NlpTransfer.Cli.Verbs.Train;

/// <summary>One training over pictures, from data to saved classifier, whether it begins or continues.</summary>
internal sealed class ImageTrainJob(VerbRun run, TrainingSettings settings)
{
    private readonly Stages _stages = new(run.Terminal);

    /// <summary>Does the job and writes its report.</summary>
    /// <param name="open">The run's folder; asked once the data is read.</param>
    public int Run(Func<TrainingRunFolder> open)
    {
        var device = Compute.Apply(run);
        var parts = settings.Sampled(_stages.Run("data", () => ImageArguments.LoadParts(run, settings.Split), ImageArguments.Describe), run.Seed);
        var folder = open();
        folder.Checkpoints.Identity["data test_sha256"] = parts.Test.ContentHash;
        try
        {
            ImageClassifier Build(TrainingSettings built) => _stages.Run("model", () => built.Image!.Create(parts.Train.LabelNames, built, device), c => $"{c.LabelNames.Count} labels; {c.Description}");
            var (chosen, made) = new ScheduleDecision<ImageClassifier>(run, _stages, Measures(parts)).Apply(settings, Build);
            using var classifier = made;
            foreach (string remark in classifier.Remarks)
                run.Terminal.Error.WriteLine($"  {remark}");
            return Finish(Train(classifier, parts, chosen, folder), classifier, parts, folder);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException and not CheckpointException && TrainingRunFolder.HoldsRun(folder.Path))
        {
            run.Terminal.Error.WriteLine($"What was done is in {folder.Path}; go on with: nlp-transfer resume {folder.Path}");
            throw;
        }
    }

    private ScheduleMeasures<ImageClassifier> Measures(ImageDatasetSplit parts) => new(
        parts.Train.Count, c => SimilarityProbe.Measure(c, parts.Train, parts.Validation, run.Seed, run.Stop), (c, options) => ScheduleSearch.Run(c, parts.Train, parts.Validation, options, run.Stop), Cut);

    // The stem is no layer: it always stays.
    private static TrainingSettings Cut(TrainingSettings settings, ImageClassifier classifier, Func<int, int> kept)
    {
        var stages = classifier.Backbone.Architecture.StageNames;
        return settings with { Image = settings.Image!.Build(b => b with { TruncateAt = b.TruncateAt ?? stages[kept(stages.Count - 1)] }) };
    }

    private TrainingResult Train(ImageClassifier classifier, ImageDatasetSplit parts, TrainingSettings chosen, TrainingRunFolder folder) => _stages.Run(
        "training",
        () => classifier.Train(parts.Train, parts.Validation, chosen.Training, chosen.Image!.Augmentation, [new TrainingDisplay(run.Terminal)], run.Stop, folder),
        result => result.BestEpoch is { } best ? $"{result.Steps:N0} steps; the weights are those of epoch {best}" : $"{result.Steps:N0} steps");

    private int Finish(TrainingResult result, ImageClassifier classifier, ImageDatasetSplit parts, TrainingRunFolder folder)
    {
        var test = parts.Test.Count == 0 ? null : Measure("test", parts.Test, classifier, folder);
        if (test is not null)
            classifier.Metrics["test"] = test;
        if (parts.Validation.Count > 0)
            Measure("validation", parts.Validation, classifier, folder);
        string model = _stages.Run("saving", () => { classifier.Save(folder.ModelFolder); return folder.ModelFolder; }, path => path);
        new RunFacts { StageTimes = _stages.Done, TestExamples = parts.Test.Count, TestHash = parts.Test.ContentHash }.Describe(folder);
        folder.Finish();
        RunReport.Write(folder.Path);
        new TrainReport(run, model, result, test, _stages) { Example = "picture.jpg" }.Write();
        return ExitCode.Done;
    }

    private ClassificationMetrics Measure(string part, ImageDataset data, ImageClassifier classifier, TrainingRunFolder folder)
    {
        var measured = _stages.Run(part, () => classifier.Measure(data, settings.Training, run.Stop), m => $"{m.Metrics.N:N0} pictures");
        PredictionFile.Write(Path.Combine(folder.Path, "predictions", $"{part}.jsonl"), data, measured.Predictions, classifier.LabelNames);
        var mistakes = classifier.WorstMistakes(data, measured.Predictions, new ReportOptions().Mistakes);
        if (mistakes.Count > 0)
            classifier.WriteContactSheet(mistakes.Select(m => m.Example.Content), RunRecord.SheetPath(folder.Path, part));
        return measured.Metrics;
    }
}

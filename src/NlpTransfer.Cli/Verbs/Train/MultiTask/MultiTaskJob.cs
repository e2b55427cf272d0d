using NlpTransfer.Classifiers;
using NlpTransfer.Cli.Reports;
using NlpTransfer.Data;
using NlpTransfer.Training;

namespace NlpTransfer.Cli.Verbs.Train;

/// <summary>One training of several tasks on an encoder, from data to a saved classifier a task.</summary>
internal sealed class MultiTaskJob(VerbRun run, TrainingSettings settings)
{
    private readonly Stages _stages = new(run.Terminal);

    /// <summary>Does the job and writes its report.</summary>
    /// <param name="open">The run's folder; asked once the data is read.</param>
    public int Run(Func<TrainingRunFolder> open)
    {
        var device = Compute.Apply(run);
        var data = _stages.Run("data", () => TaskDataChoice.Load(run, settings), found => string.Join("; ", found.Select(t => $"{t.Key}: {t.Value.Train.Count:N0} to train on")));
        var folder = open();
        foreach (var (name, parts) in data) folder.Checkpoints.Identity[$"data {name} test_sha256"] = parts.Test.ContentHash;
        try
        {
            using var classifier = _stages.Run("model", () => Settings().BuildTasks(data.ToDictionary(t => t.Key, t => t.Value.Train), device), c => c.Tasks.Values.First().Description);
            WeightLines.Write(run.Terminal, classifier.Tasks.Values.First().Weights);
            var result = _stages.Run("training", () => Train(classifier, data, folder), r => $"{r.Steps:N0} steps; the weights are those of epoch {r.BestEpoch}");
            var tests = _stages.Run("test", () => Test(classifier, data), found => $"{found.Sum(t => t.Value.N):N0} texts");
            _stages.Run("saving", () => { Save(classifier, folder.ModelFolder); return folder.ModelFolder; }, path => path);
            folder.Finish();
            Report(classifier, folder.ModelFolder, result, tests);
            return ExitCode.Done;
        }
        catch (Exception error) when (error is OperationCanceledException or IOException and not CheckpointException && TrainingRunFolder.HoldsRun(folder.Path))
        {
            run.Terminal.Error.WriteLine($"What was done is in {folder.Path}; go on with: nlp-transfer resume {folder.Path}");
            throw;
        }
    }

    private TrainingSettings Settings() => settings with { Problem = DataArguments.Options(run).LabelSeparator is null ? ProblemType.SingleLabel : ProblemType.MultiLabel };

    private TrainingResult Train(MultiTaskClassifier classifier, OrderedDictionary<string, DatasetSplit> data, TrainingRunFolder folder)
    {
        bool validates = data.Values.All(parts => parts.Validation.Count > 0);
        return classifier.Train(data.ToDictionary(t => t.Key, t => t.Value.Train), validates ? data.ToDictionary(t => t.Key, t => t.Value.Validation) : null, settings.Training,
            TaskDataChoice.SamplingTemperature(run), [new TrainingDisplay(run.Terminal)], run.Stop, folder);
    }

    private OrderedDictionary<string, ClassificationMetrics> Test(MultiTaskClassifier classifier, OrderedDictionary<string, DatasetSplit> data)
    {
        var tests = new OrderedDictionary<string, ClassificationMetrics>();
        foreach (var (name, parts) in data.Where(t => t.Value.Test.Count > 0))
        {
            tests.Add(name, classifier.Tasks[name].Evaluate(parts.Test, run.Stop));
            classifier.Tasks[name].Metrics["test"] = tests[name];
        }
        return tests;
    }

    private void Save(MultiTaskClassifier classifier, string folder)
    {
        if (run.Value(LoraChoice.Merge)) classifier.MergeAdapter();
        classifier.Save(folder);
    }

    private void Report(MultiTaskClassifier classifier, string folder, TrainingResult result, OrderedDictionary<string, ClassificationMetrics> tests)
    {
        if (run.Json)
        {
            JsonOutput.WriteDocument(run.Terminal.Output, new
            {
                Models = classifier.Tasks.Keys.ToDictionary(name => name, name => Path.Combine(folder, name)),
                result.BestEpoch,
                result.Steps,
                Seconds = result.Duration.TotalSeconds,
                Validation = result.Validation?.Tasks,
                Test = tests,
            });
            return;
        }
        if (tests.Count > 0) run.Terminal.WriteError(MetricsReport.Comparison([.. tests.Select(t => (t.Key, t.Value))]));
        run.Terminal.Error.WriteLine($"Try one: nlp-transfer predict --model {Path.Combine(folder, classifier.Tasks.Keys.First())} \"some text\"");
        foreach (string name in classifier.Tasks.Keys) run.Terminal.Output.WriteLine(Path.Combine(folder, name));
    }
}

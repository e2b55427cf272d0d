using NlpTransfer.Classifiers;
using NlpTransfer.Cli.Verbs.Train;
using NlpTransfer.Data;
using NlpTransfer.Embeddings;
using NlpTransfer.Training;
using TorchSharp;

namespace NlpTransfer.Cli.Verbs.Quickstart;

/// <summary>One quickstart from inputs to predictions, stage by stage.</summary>
internal sealed class QuickstartJob(VerbRun run, QuickstartTask task, string folder)
{
    private const string Encoder = "minilm";

    private readonly Stages _stages = new(run.Terminal);
    private readonly torch.Device _device = Compute.Apply(run);

    /// <summary>Does the job and writes its report.</summary>
    public async Task<int> RunAsync()
    {
        run.Terminal.Error.WriteLine($"Learning to tell {task.Title}; everything random starts from seed {run.Seed}.");
        var inputs = await _stages.RunAsync("inputs", () => QuickstartInputs.GetAsync(run, task), found => $"{found.VectorName} and {found.CorpusName} are on this machine");
        using var vectors = _stages.Run("vectors", () => WordVectors.Open(inputs.VectorPath, null, run.Stop), VectorSource.Describe);
        var data = _stages.Run("corpus", () => Read(inputs), Describe);
        var honest = _stages.Run("split", () => Split(data, honest: true), DataParts.Describe);
        var rows = new List<QuickstartRow>
        {
            Baseline("majority", () => MajorityBaseline.Fit(honest.Train), honest),
            Baseline("n-grams", () => NgramBaseline.Fit(honest.Train, honest.Validation, cancellation: run.Stop), honest),
        };
        // Without near-duplicates both splits are the same.
        var plain = honest.Clusters == 0 ? null : Network(Split(data, honest: false), vectors, "on the plain stratified split, to compare with published figures", model: null);
        string model = Path.Combine(folder, ModelFolder.InRun);
        rows.Add(Network(honest, vectors, "on the split without near-duplicates", model));
        string encoder = Path.Combine(folder, $"{ModelFolder.InRun}-{Encoder}");
        rows.Add(FineTuned(honest, encoder));
        var samples = _stages.Run("reload", () => QuickstartSample.Predict(model, honest.Test, _device, run.Stop), found => $"the saved classifier labels {found.Count} held-out texts");
        new QuickstartReport(run, task, model, encoder, rows, plain, samples, _stages).Write();
        return ExitCode.Done;
    }

    private TextDataset Read(QuickstartInputs inputs) =>
        TextDataset.Load(inputs.CorpusPath, Corpora.Options(inputs.CorpusName, new TextDataOptions()), run.Stop);

    private static string Describe(TextDataset data) =>
        $"{data.Count:N0} texts: {string.Join(", ", data.Report.LabelCounts.Select(label => $"{label.Value:N0} {label.Key}"))}";

    private DatasetSplit Split(TextDataset data, bool honest) =>
        DatasetSplitter.Split(data, new SplitOptions { Seed = run.Seed, KeepDuplicatesTogether = honest }, run.Stop);

    private QuickstartRow Baseline(string stage, Func<ITextBaseline> fit, DatasetSplit split)
    {
        string name = "";
        var metrics = _stages.Run(stage, () =>
        {
            var baseline = fit();
            name = baseline.Name;
            return ClassificationMetrics.Compute(baseline.PredictProbabilities(split.Test, run.Stop), split.Test.LabelIndices, split.Test.LabelNames);
        }, found => $"baseline: accuracy {Reports.MetricsReport.Share(found.Accuracy)}");
        return new QuickstartRow(name, metrics);
    }

    private QuickstartRow Network(DatasetSplit split, WordVectors vectors, string where, string? model)
    {
        run.Terminal.Error.WriteLine($"training the network {where}");
        var settings = task.Settings(run.Seed);
        using var classifier = TextClassifier.Create(split.Train, vectors, settings.Classifier(), _device, run.Stop);
        return new QuickstartRow($"CNN over {vectors.Count:N0} word vectors", Train(classifier, settings.Training, split, model));
    }

    private QuickstartRow FineTuned(DatasetSplit split, string model)
    {
        run.Terminal.Error.WriteLine($"fine-tuning the built-in encoder {Encoder} on the same texts: its new head on features that are kept, then its upper {task.UpperLayers} layers too");
        using var classifier = TextClassifier.FromPretrained(Encoder, split.Train.LabelNames, new() { MaxTokens = task.EncoderTokens, Seed = run.Seed }, _device);
        return new QuickstartRow($"{Encoder}, head then upper layers", Train(classifier, task.EncoderTraining(run.Seed), split, model));
    }

    private ClassificationMetrics Train(TextClassifier classifier, TrainingOptions options, DatasetSplit split, string? model)
    {
        var result = _stages.Run("training", () => classifier.Train(split.Train, split.Validation, options, [new TrainingDisplay(run.Terminal)], run.Stop),
            found => $"{found.Steps:N0} steps; the weights are those of epoch {found.BestEpoch}");
        var metrics = _stages.Run("test", () => classifier.Evaluate(split.Test, run.Stop), found => $"{found.N:N0} held-out texts: accuracy {Reports.MetricsReport.Share(found.Accuracy)}");
        classifier.Metrics["test"] = metrics;
        if (model is not null)
            _stages.Run("saving", () => { classifier.Save(model); return model; }, path => path);
        return metrics;
    }
}

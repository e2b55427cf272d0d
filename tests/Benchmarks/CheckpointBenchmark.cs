using System.Diagnostics;
using System.Globalization;
using NlpTransfer.Classifiers;
using NlpTransfer.FineTuning;
using NlpTransfer.Heads;
using NlpTransfer.Training;
using TorchSharp;

/// <summary>
/// How long a checkpoint keeps the training of the built-in encoder waiting, 32 texts of 64 tokens a step: from the end of a step to
/// the next batch, less what that takes where nothing is due; beside it the same where tensors as large as the checkpoint's are cloned in
/// that place and nothing else is done. The writing itself goes on while the next steps run, which share the processors with it.
/// </summary>
internal static class CheckpointBenchmark
{
    private const int Every = 5, Cloned = 4, Texts = 1_920, Tokens = 64;

    internal static void Run(TextWriter output)
    {
        output.WriteLine("| trains | bytes of a checkpoint | training waits | for clones of its tensors alone | a step | the step beside the writing |");
        output.WriteLine("|---|---|---|---|---|---|");
        output.WriteLine(Row("everything", FineTuningSchedule.FullFineTuning(2)));
        output.WriteLine(Row("the last two layers and the head", FineTuningSchedule.LastGroups(3, 2)));
    }

    private static string Row(string name, FineTuningSchedule schedule)
    {
        var folder = Directory.CreateTempSubdirectory("nlp-transfer-checkpoints-").FullName;
        try
        {
            using var classifier = TextClassifier.FromPretrained("minilm", ["a", "b"], new() { MaxTokens = Tokens, Pooling = NlpTransfer.Backbones.EncoderPooling.Mean });
            using var clock = new Clock(classifier.Model);
            var options = new TrainingOptions { Schedule = schedule, LearningRate = 1e-5, FeatureCache = new() { Mode = FeatureCacheMode.Off } };
            var checkpoints = TrainingCheckpoints.Create(folder, new() { EverySteps = Every, EverySeconds = null });
            new Trainer(classifier.Model, options, classifier.LabelNames, [clock], checkpoints: checkpoints).Train(new RandomTexts(Texts, Tokens) { Asked = clock.Asked });
            var last = new CheckpointStore(folder, checkpoints.Options).Entries[0];
            var bytes = new DirectoryInfo(last).EnumerateFiles().Sum(f => f.Length);
            var (behind, clones, others) = clock.Waits();
            var (writing, _, steps) = clock.Steps();
            return string.Create(CultureInfo.InvariantCulture,
                $"| {name} | {bytes:N0} | {behind - others:F1} ms | {clones - others:F1} ms | {steps:F0} ms | {writing:F0} ms |");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>When each step's batch was asked for, and when its step had ended. Before a checkpoint's step it clones what trains, three times: weights and Adam's two moments.</summary>
    private sealed class Clock(ClassificationModel model) : ITrainingCallback, IDisposable
    {
        private const int First = 3; // after what a process does once

        private readonly List<long> asked = [], ended = [];
        private torch.Tensor[]? live;
        private torch.Tensor[] clones = [];

        public void Asked() => asked.Add(Stopwatch.GetTimestamp());

        public void OnStep(StepReport step)
        {
            foreach (var clone in clones) clone.Dispose();
            live ??= [.. model.parameters().Where(p => p.requires_grad).SelectMany(p => new[] { p.detach(), torch.ones_like(p), torch.ones_like(p) })];
            ended.Add(Stopwatch.GetTimestamp());
            clones = step.Step % Every == Cloned ? [.. live.Select(t => t.clone())] : [];
        }

        /// <summary>Milliseconds from a step's end to the next batch.</summary>
        public (double Behind, double Cloned, double Others) Waits() => Medians(ended.Zip(asked.Skip(1)));

        /// <summary>Milliseconds from a batch to its step's end, of the step that comes next.</summary>
        public (double Behind, double Cloned, double Others) Steps() => Medians(asked.Skip(1).Zip(ended.Skip(1)));

        public void Dispose()
        {
            foreach (var tensor in clones.Concat(live ?? [])) tensor.Dispose();
        }

        private static (double Behind, double Cloned, double Others) Medians(IEnumerable<(long From, long To)> spans)
        {
            var all = spans.Select((s, i) => (Ms: Stopwatch.GetElapsedTime(s.From, s.To).TotalMilliseconds, Place: (i + 1) % Every)).Skip(First).ToLookup(s => s.Place is 0 or Cloned ? s.Place : 1, s => s.Ms);
            return (all[0].Median(), all[Cloned].Median(), all[1].Median());
        }
    }
}

using System.Diagnostics;
using System.Globalization;
using NlpTransfer.Classifiers;
using NlpTransfer.FineTuning;
using NlpTransfer.Training;
using TorchSharp;

/// <summary>
/// How long a checkpoint keeps the training of the built-in encoder waiting, 32 texts of 64 tokens a step: from the end of a step to
/// the next batch, less what that takes where no checkpoint is due; beside it what merely copying the checkpoint's tensors takes. The
/// writing itself goes on while the next steps run, which share the processors with it.
/// </summary>
internal static class CheckpointBenchmark
{
    private const int Every = 5, Texts = 960, Tokens = 64, Repeats = 7;

    internal static void Run(TextWriter output)
    {
        output.WriteLine("| trains | bytes of a checkpoint | training waits | copying its tensors | a step | the step beside the writing |");
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
            var clock = new Clock();
            var options = new TrainingOptions { Schedule = schedule, LearningRate = 1e-5, FeatureCache = new() { Mode = FeatureCacheMode.Off } };
            var checkpoints = TrainingCheckpoints.Create(folder, new() { EverySteps = Every, EverySeconds = null });
            new Trainer(classifier.Model, options, classifier.LabelNames, [clock], checkpoints: checkpoints).Train(new RandomTexts(Texts, Tokens) { Asked = clock.Asked });
            var last = new CheckpointStore(folder, checkpoints.Options).Entries[0];
            var bytes = new DirectoryInfo(last).EnumerateFiles().Sum(f => f.Length);
            var (waits, steps) = (clock.Waits(), clock.Steps());
            return string.Create(CultureInfo.InvariantCulture,
                $"| {name} | {bytes:N0} | {waits.Behind - waits.Others:F1} ms | {Copying(last):F1} ms | {steps.Others:F0} ms | {steps.Behind:F0} ms |");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // The same tensors as the checkpoint's, all copies alive at once.
    private static double Copying(string checkpoint)
    {
        using var scope = torch.NewDisposeScope();
        var tensors = new[] { "weights", "optimizer" }.SelectMany(f => CheckpointStore.Read(checkpoint, $"{f}.safetensors").Values).ToArray();
        return Enumerable.Range(0, Repeats).Select(_ => Copied(tensors)).Median();
    }

    private static double Copied(torch.Tensor[] tensors)
    {
        using var scope = torch.NewDisposeScope();
        var started = Stopwatch.GetTimestamp();
        foreach (var tensor in tensors) tensor.clone();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <summary>When each step's batch was asked for, and when its step had ended.</summary>
    private sealed class Clock : ITrainingCallback
    {
        private const int First = 3; // after what a process does once

        private readonly List<long> asked = [], ended = [];

        public void Asked() => asked.Add(Stopwatch.GetTimestamp());

        public void OnStep(StepReport step) => ended.Add(Stopwatch.GetTimestamp());

        /// <summary>Milliseconds from a step's end to the next batch.</summary>
        public (double Behind, double Others) Waits() => Medians(ended.Zip(asked.Skip(1)));

        /// <summary>Milliseconds from a batch to its step's end, of the step that comes next.</summary>
        public (double Behind, double Others) Steps() => Medians(asked.Skip(1).Zip(ended.Skip(1)));

        private static (double Behind, double Others) Medians(IEnumerable<(long From, long To)> spans)
        {
            var all = spans.Select((s, i) => (Ms: Stopwatch.GetElapsedTime(s.From, s.To).TotalMilliseconds, IsBehind: (i + 1) % Every == 0)).Skip(First).ToArray();
            return (all.Where(s => s.IsBehind).Select(s => s.Ms).Median(), all.Where(s => !s.IsBehind).Select(s => s.Ms).Median());
        }
    }
}

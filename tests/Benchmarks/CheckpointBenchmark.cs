using System.Diagnostics;
using System.Globalization;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.FineTuning;
using NlpTransfer.Training;

/// <summary>
/// What a checkpoint costs the training loop of the built-in encoder, 32 texts of 64 tokens a step: the step behind one, in which
/// tensors are copied and the writing begins on its own thread, beside the other steps of the same training.
/// </summary>
internal static class CheckpointBenchmark
{
    private const int Every = 5, Texts = 640, Tokens = 64;

    internal static void Run(TextWriter output)
    {
        output.WriteLine("| trains | bytes of a checkpoint | a step | the step behind a checkpoint | cost | of a step |");
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
            var run = TrainingRunFolder.Create(folder, new() { EverySteps = Every, EverySeconds = null });
            classifier.Train(Data(), null, new() { Schedule = schedule, LearningRate = 1e-5, FeatureCache = new() { Mode = FeatureCacheMode.Off } }, [clock], default, run);
            var intervals = clock.Steps.Zip(clock.Steps.Skip(1), (a, b) => Stopwatch.GetElapsedTime(a, b).TotalMilliseconds).Select((ms, i) => (Ms: ms, IsBehind: (i + 1) % Every == 0)).Skip(3).ToArray();
            var (plain, behind) = (Median(intervals.Where(i => !i.IsBehind)), Median(intervals.Where(i => i.IsBehind)));
            var bytes = new DirectoryInfo(Directory.EnumerateDirectories(Path.Combine(folder, "checkpoints")).Order().Last()).EnumerateFiles().Sum(f => f.Length);
            return string.Create(CultureInfo.InvariantCulture, $"| {name} | {bytes:N0} | {plain:F0} ms | {behind:F0} ms | {behind - plain:F0} ms | {(behind - plain) / plain:P0} |");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Median(IEnumerable<(double Ms, bool IsBehind)> intervals)
    {
        var sorted = intervals.Select(i => i.Ms).Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    // All of one length, so that steps are alike.
    private static TextDataset Data() =>
        TextDataset.Create(Enumerable.Range(0, Texts).Select(i => new TextExample(string.Join(' ', Enumerable.Repeat(i % 2 == 0 ? "good" : "bad", Tokens)), i % 2 == 0 ? "a" : "b")));

    private sealed class Clock : ITrainingCallback
    {
        public List<long> Steps { get; } = [];

        public void OnStep(StepReport step) => Steps.Add(Stopwatch.GetTimestamp());
    }
}

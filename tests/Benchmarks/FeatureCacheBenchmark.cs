using System.Globalization;
using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;
using NlpTransfer.FineTuning;
using NlpTransfer.Training;
using static TorchSharp.torch;

/// <summary>
/// Ten epochs of the built-in encoder on texts of 64 tokens, with little of it trainable, with and without the features of the
/// frozen groups kept. NLPTRANSFER_TEXTS says how many texts (320); a whole measurement takes 5,000. Both costs are in proportion to
/// them, so the ratio is the same but for what happens once: hashing the weights, which weighs more among few texts.
/// NLPTRANSFER_BENCH_TASKS names some of the rows (head, last, last-two).
/// </summary>
internal static class FeatureCacheBenchmark
{
    private const int Tokens = 64, Epochs = 10, Batch = 32;

    internal static void Run(TextWriter output)
    {
        var texts = new RandomTexts(int.Parse(Environment.GetEnvironmentVariable("NLPTRANSFER_TEXTS") ?? "320", CultureInfo.InvariantCulture), Tokens);
        var tasks = Environment.GetEnvironmentVariable("NLPTRANSFER_BENCH_TASKS")?.Split(',') ?? ["head", "last", "last-two"];
        output.WriteLine($"{texts.Count} texts of {Tokens} tokens, {Epochs} epochs; on a busy machine processor time says more than the clock");
        foreach (var mode in new[] { FeatureCacheMode.Off, FeatureCacheMode.Auto }) Train(new RandomTexts(Batch, Tokens), "layer.4", mode); // so that neither way pays for what a process does once
        foreach (var task in tasks)
            Report(output, task, texts, task switch
            {
                "head" => ("head", 8),
                "last" => ("layer.5", 2),
                "last-two" => ("layer.4", 1.4),
                _ => throw new ArgumentException($"NLPTRANSFER_BENCH_TASKS names head, last and last-two, was '{task}'."),
            });
    }

    private static void Report(TextWriter output, string what, RandomTexts texts, (string Lowest, double Target) row)
    {
        var without = Train(texts, row.Lowest, FeatureCacheMode.Off);
        var with = Train(texts, row.Lowest, FeatureCacheMode.Auto);
        var (epoch, kept) = (without.Epochs.Median(), with.Epochs.Median());
        var computed = epoch * Epochs / (with.Building + (kept * Epochs));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what,-16} {without.Cost.Wall / with.Cost.Wall,5:F1} times as fast, at least {row.Target} wanted: {without.Cost.Wall:F1} s without, {with.Cost.Wall:F1} s with; {without.Cost.Processor / with.Cost.Processor:F1} times less processor time"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{"",-16} an epoch {epoch:F2} s without, {kept:F3} s with, building {with.Building:F2} s with {with.Busy:F2} processors busy: by these {computed:F1} times; {with.Megabytes:F0} MB"));
    }

    private static Timing Train(RandomTexts texts, string lowest, FeatureCacheMode mode)
    {
        using var classifier = TextClassifier.FromPretrained("minilm", ["a", "b"], new() { MaxTokens = Tokens });
        var groups = classifier.Model.GroupNames;
        var options = new TrainingOptions
        {
            Schedule = FineTuningSchedule.LastGroups(groups.Count - groups.ToList().IndexOf(lowest), Epochs), LearningRate = 1e-4, BatchSize = Batch, FeatureCache = new() { Mode = mode },
        };
        var (started, clock) = (Cost.Now, new BuildingClock());
        var result = new Trainer(classifier.Model, options, classifier.LabelNames, [clock]).Train(texts);
        var cost = Cost.Now.Since(started);
        var features = result.Features.Single();
        if ((features.Storage == FeatureStorage.None) != (mode == FeatureCacheMode.Off)) throw new InvalidOperationException($"The cache was not what was asked for. {features}");
        var building = features.Duration.TotalSeconds;
        double[] epochs = [.. result.Epochs.Select((e, i) => e.Duration.TotalSeconds - (i == 0 ? building : 0))];
        return new(cost, building, epochs, features.Bytes / 1e6, clock.Built.Processor / clock.Built.Wall);
    }

    private sealed record Timing(Cost Cost, double Building, double[] Epochs, double Megabytes, double Busy);

    /// <summary>From the first block of features to the last: where all processors are busy, steps of training beside it would gain nothing.</summary>
    private sealed class BuildingClock : ITrainingCallback
    {
        private Cost? first;

        public Cost Built { get; private set; } = new(1, 0);

        public void OnFeatures(FeatureProgress progress)
        {
            first ??= Cost.Now;
            if (progress.Done == progress.Examples) Built = Cost.Now.Since(first.Value);
        }
    }
}

using System.Globalization;
using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.FineTuning;
using NlpTransfer.Training;
using TorchSharp;
using static TorchSharp.torch;

/// <summary>A whole fine-tuning of the built-in encoder on reviews, validation every epoch included: when each way has reached which validation accuracy.</summary>
internal static class EncoderTraining
{
    /// <summary>What selects it.</summary>
    public const string Name = "training:reviews";

    private const int Epochs = 4, BatchSize = 32, MaxTokens = 128;
    private const double Rate = 1e-4, WeightDecay = 0.01, WarmUp = 0.1;

    /// <summary>Seconds and validation accuracy after each epoch, as <see cref="Compare"/> reads them.</summary>
    public static string Run(string kind)
    {
        var split = DatasetSplitter.Split(TextDataset.Load(Path.Combine(TextSets.Repository, "corpora", "sentiment.csv")), new() { ValidationShare = 0.2, TestShare = 0, Seed = 1 });
        using var classifier = TextClassifier.FromPretrained("minilm", split.Train.LabelNames, new() { MaxTokens = MaxTokens, Seed = 1, Pooling = EncoderPooling.Mean });
        var start = Cost.Now;
        var points = kind == "ours" ? Ours(classifier, split, start) : Plain(classifier, split, start);
        return string.Join(' ', points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Seconds}:{p.Accuracy}")));
    }

    /// <summary>One line about the time that each way takes to the accuracy that both reach.</summary>
    public static string Compare(string ours, string plain)
    {
        var (a, b) = (Parse(ours), Parse(plain));
        var both = Math.Min(a.Max(p => p.Accuracy), b.Max(p => p.Accuracy));
        var (first, second) = (a.First(p => p.Accuracy >= both).Seconds, b.First(p => p.Accuracy >= both).Seconds);
        return string.Create(CultureInfo.InvariantCulture,
            $"{Name,-22} to a validation accuracy of {both:F3}: ours {first:F1} s, plain-tuned {second:F1} s: {first / second:P0} (at most 40 %); {Epochs} epochs {a[^1].Seconds:F1} s and {b[^1].Seconds:F1} s");
    }

    private static (double Seconds, double Accuracy)[] Parse(string line) =>
        [.. line.Split(' ').Select(p => p.Split(':')).Select(p => (double.Parse(p[0], CultureInfo.InvariantCulture), double.Parse(p[1], CultureInfo.InvariantCulture)))];

    private static List<(double Seconds, double Accuracy)> Ours(TextClassifier classifier, DatasetSplit split, Cost start)
    {
        var watch = new Watch(start);
        classifier.Train(split.Train, split.Validation, new TrainingOptions { Schedule = FineTuningSchedule.FullFineTuning(Epochs), LearningRate = Rate, Seed = 1, Patience = null }, [watch]);
        return watch.Points;
    }

    private static List<(double Seconds, double Accuracy)> Plain(TextClassifier classifier, DatasetSplit split, Cost start)
    {
        var model = new PlainBert(((EncoderBackbone)classifier.Model.Backbone).Config, split.Train.LabelNames.Count);
        model.Load(BuiltInEncoders.Resolve("minilm"));
        var (train, validation) = (new EncodedTexts(split.Train, classifier.Preprocessor, default), new EncodedTexts(split.Validation, classifier.Preprocessor, default));
        var (parameters, points, step) = (model.parameters().ToArray(), new List<(double, double)>(), 0);
        var optimizer = new PlainAdamW(parameters, WeightDecay);
        var steps = Epochs * ((train.Count + BatchSize - 1) / BatchSize);
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            model.train();
            foreach (var batch in new SeededRandom(1, epoch).Permutation(train.Count).Chunk(BatchSize))
            {
                using var scope = NewDisposeScope();
                var input = train.Collate(batch, CPU);
                nn.functional.cross_entropy(model.Logits(input.Values, input.Mask!), tensor([.. batch.Select(i => (long)train.Labels[i])])).backward();
                nn.utils.clip_grad_norm_(parameters, 1);
                optimizer.Step(Rate * LearningRateSchedule.Linear(WarmUp).Factor(step++, steps, []));
            }
            var accuracy = Accuracy(model, validation);
            points.Add((Cost.Now.Since(start).Wall, accuracy));
        }
        return points;
    }

    private static double Accuracy(PlainBert model, EncodedTexts data)
    {
        model.eval();
        using var guard = no_grad();
        var right = 0;
        foreach (var batch in Enumerable.Range(0, data.Count).Chunk(BatchSize))
        {
            using var scope = NewDisposeScope();
            var input = data.Collate(batch, CPU);
            var labels = model.Logits(input.Values, input.Mask!).argmax(1).data<long>().ToArray();
            right += batch.Zip(labels).Count(p => data.Labels[p.First] == p.Second);
        }
        return (double)right / data.Count;
    }

    private sealed class Watch(Cost start) : ITrainingCallback
    {
        public List<(double Seconds, double Accuracy)> Points { get; } = [];

        public void OnEpoch(EpochReport epoch) => Points.Add((Cost.Now.Since(start).Wall, epoch.Validation!.Accuracy));
    }
}

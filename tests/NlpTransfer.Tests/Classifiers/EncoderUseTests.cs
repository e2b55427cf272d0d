using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.FineTuning;
using NlpTransfer.Tests.Data;
using NlpTransfer.Training;
using TorchSharp;

namespace NlpTransfer.Tests.Classifiers;

/// <summary>What people do with classifiers on encoders: every option that those over word vectors have, from one thread and from many.</summary>
[Collection(NlpTransfer.Tests.Training.TorchGenerator.Name)]
public sealed class EncoderUseTests : IDisposable
{
    private readonly TempFolder folder = new();

    private string Saved => Path.Combine(folder.Root, "saved");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Train_WithEveryDecision_MakesAndSavesThem()
    {
        using var classifier = TextClassifier.FromPretrained(SmallEncoder.Write(folder.Root), ["ham", "spam"], new() { Seed = 3 });
        var decisions = new DecisionOptions { Calibrate = true, Goal = ThresholdGoal.F1, Abstain = AbstentionGoal.Coverage(0.5) };
        var result = classifier.Train(Mails(120, 1), Mails(60, 2), Full(6) with { ClassWeighting = ClassWeighting.Balanced, LabelSmoothing = 0.05, Decisions = decisions });

        Assert.Equal("spam", Assert.Single(result.Decision!.Thresholds).Label);
        Assert.NotEqual(1, result.Decision.Rule.Temperature);
        Assert.InRange(result.Decision.Abstention!.Coverage, 0.5, 1);
        Assert.Equal(result.Decision.Abstention.Coverage, result.Validation!.Coverage);
        var before = classifier.Predict(Mails(60, 2));
        Assert.Equal(result.Decision.Abstention.Coverage, before.Count(p => !p.IsAbstained) / 60.0, 12);
        Assert.All(before, p => Assert.Equal(p.IsAbstained ? 0 : 1, p.Labels.Count));
        classifier.Save(Saved);
        using var loaded = TextClassifier.Load(Saved);
        Assert.Equal(before.Select(p => (p.Label, p.IsAbstained)), loaded.Predict(Mails(60, 2)).Select(p => (p.Label, p.IsAbstained)));
    }

    [Theory]
    [InlineData("sentiment")]
    [InlineData("spam")]
    [InlineData("topic")]
    public void Train_ByATaskPreset_WorksOnAnEncoder(string task)
    {
        var preset = TaskPreset.ByName(task);
        using var classifier = TextClassifier.FromPretrained(SmallEncoder.Write(folder.Root), ["ham", "spam"], preset.Encoder with { MaxTokens = 16 });
        var result = classifier.Train(Mails(60, 1), Mails(40, 2), preset.EncoderTraining);
        Assert.NotNull(result.Decision!.Temperature);
        Assert.Equal(task == "spam" ? 1 : 0, result.Decision.Thresholds.Count);
    }

    [Fact]
    public void Train_OfAFolderWithAHead_GoesOnFromThatHead()
    {
        var source = SmallEncoder.Write(folder.Root);
        using var classifier = TextClassifier.Load(source);
        var texts = TextDataset.Create(Enumerable.Range(0, 24).Select(i => new TextExample(i % 2 == 0 ? "w7 w8 w9" : "w20 w21", null, [i % 2 == 0 ? "negative" : "positive"], null, new("made", i + 1))));
        var untouched = classifier.Predict("w5 w6").Probabilities;
        var before = classifier.Evaluate(texts);
        classifier.Train(texts, texts, new TrainingOptions { Schedule = FineTuningSchedule.FullFineTuning(1), LearningRate = 1e-9 });
        Assert.All(untouched.Zip(classifier.Predict("w5 w6").Probabilities), pair => Assert.Equal(pair.First, pair.Second, 5)); // a new head would say something else

        classifier.Train(texts, texts, Full(4));
        Assert.True(classifier.Evaluate(texts).Loss < before.Loss);
        classifier.Save(Saved);
        using var loaded = TextClassifier.Load(Saved);
        Assert.Equal(["negative", "neutral", "positive"], loaded.LabelNames);
        Assert.Equal(classifier.Predict("w7 w8").Probabilities, loaded.Predict("w7 w8").Probabilities);
    }

    [Fact]
    public void Predict_FromManyThreadsAtATime_GivesEachTheSame()
    {
        using var classifier = TextClassifier.FromPretrained(SmallEncoder.Write(folder.Root), ["ham", "spam"], new() { Seed = 3 });
        string[] texts = [.. Mails(40, 5).Select(e => e.Text)];
        var alone = classifier.Predict(texts).Select(p => p.Probabilities.ToArray()).ToArray();
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, turn =>
        {
            for (var i = 0; i < 5; i++)
            {
                if ((turn + i) % 3 == 0) Assert.Equal(alone[turn][0], classifier.Explain(texts[turn], new() { Steps = 2, LeaveOneOut = false, Label = "ham" }).Probability, 5);
                Assert.All(alone.Zip(classifier.Predict(texts)), pair => Assert.Equal(pair.First[0], pair.Second.Probabilities[0], 5));
            }
        });
        Assert.All(classifier.Model.parameters(), p => Assert.True(p.grad is null)); // explanations leave nothing behind
    }

    [Fact]
    public void FromPretrained_OfTheBuiltInEncoder_PoolsAsItsFolderSays()
    {
        using var classifier = TextClassifier.FromPretrained("minilm", ["a", "b"]);
        Assert.Equal(EncoderPooling.Mean, ((EncoderBackbone)classifier.Model.Backbone).Pooling);
        Assert.Equal(["embeddings", .. Enumerable.Range(0, 6).Select(i => $"layer.{i}"), "head"], classifier.Model.GroupNames);
        using var asked = TextClassifier.FromPretrained("minilm", ["a", "b"], new() { Pooling = EncoderPooling.Cls });
        asked.Save(Saved);
        using var again = TextClassifier.FromPretrained(Saved, ["c", "d"]);
        Assert.Equal(EncoderPooling.Cls, ((EncoderBackbone)again.Model.Backbone).Pooling); // a saved classifier's own
    }

    private static TrainingOptions Full(double epochs) => new() { Schedule = FineTuningSchedule.FullFineTuning(epochs), LearningRate = 2e-3, Patience = null };

    // One in four is spam; a tenth of the labels is wrong, so that nobody can be sure.
    private static TextDataset Mails(int count, long seed)
    {
        var random = new SeededRandom(seed);
        return TextDataset.Create(Enumerable.Range(0, count).Select(i =>
        {
            var isSpam = i % 4 == 0;
            return new TextExample($"w{5 + random.NextInt(100)} {(isSpam ? "w150 w151" : "w160")} w{5 + random.NextInt(100)}", null, [isSpam != (random.NextDouble() < 0.1) ? "spam" : "ham"], null, new("made", i + 1));
        }));
    }
}

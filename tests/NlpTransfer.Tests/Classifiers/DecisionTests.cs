using System.Text.Json.Nodes;
using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.FineTuning;
using NlpTransfer.Tests.Data;
using NlpTransfer.Training;

namespace NlpTransfer.Tests.Classifiers;

/// <summary>What a classifier decides on validation data, and that it goes by it. A tenth of the labels is wrong, so that nobody can be sure.</summary>
[Collection(NlpTransfer.Tests.Training.TorchGenerator.Name)]
public sealed class DecisionTests : IDisposable
{
    private readonly TempFolder folder = new();

    private string Model => Path.Combine(folder.Root, "model");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Train_WithCalibration_LowersTheErrorOfAnOverconfidentModelAndSavesIt()
    {
        using var classifier = Trained(new DecisionOptions { Calibrate = true }, out var result);
        var temperature = result.Decision!.Temperature!;

        Assert.True(temperature.Temperature > 1.2, $"temperature {temperature.Temperature}");
        Assert.True(temperature.EceAfter < temperature.EceBefore, $"{temperature.EceBefore} before, {temperature.EceAfter} after");
        Assert.Equal(temperature.EceAfter, result.Validation!.Ece, 12);
        classifier.Save(Model);
        using var loaded = TextClassifier.Load(Model);
        Assert.Equal(temperature.Temperature, loaded.Rule.Temperature);
        Assert.Equal(classifier.Predict("good").Probabilities, loaded.Predict("good").Probabilities);
        Assert.Equal(temperature.EceBefore, (double)JsonNode.Parse(File.ReadAllText(Path.Combine(Model, "training.json")))!["decision"]!["temperature"]!["ece_before"]!);
        Assert.Matches(@"expected calibration error 0\.\d{4} before, 0\.\d{4} after, on 200 examples", File.ReadAllText(Path.Combine(Model, "README.md")));
    }

    [Fact]
    public void Decide_WithCalibration_ChangesNoLabel()
    {
        using var classifier = Trained(new DecisionOptions(), out _);
        string[] texts = [.. Reviews(100, seed: 5).Select(e => e.Text)];
        var before = classifier.Predict(texts);

        classifier.Decide(Reviews(200, seed: 2), new DecisionOptions { Calibrate = true });

        var after = classifier.Predict(texts);
        Assert.Equal(before.Select(p => p.Label), after.Select(p => p.Label));
        Assert.NotEqual(before[0].Probability, after[0].Probability);
    }

    [Fact]
    public void Train_WithAGoal_PredictsAndEvaluatesByTheThreshold()
    {
        using var classifier = Trained(new DecisionOptions { Goal = ThresholdGoal.PrecisionAtRecall(1) }, out var result);
        var found = Assert.Single(result.Decision!.Thresholds);

        Assert.Equal(("pos", 1.0), (found.Label, found.Recall));
        var texts = Reviews(200, seed: 2);
        var metrics = classifier.Evaluate(texts);
        Assert.Equal((found.Precision, found.Recall, found.Threshold), (metrics.PerClass["pos"].Precision, metrics.PerClass["pos"].Recall, metrics.PerClass["pos"].Threshold!.Value));
        Assert.All(classifier.Predict(texts), p => Assert.Equal(p.ProbabilityOf("pos") >= found.Threshold ? "pos" : "neg", p.Label));
    }

    [Fact]
    public void Train_WithAGoalOutOfReach_KeepsTheTrainedClassifierWithoutAThreshold()
    {
        using var classifier = Untrained();
        var unlearnable = TextDataset.Create(Enumerable.Range(0, 20).Select(i => new TextExample("good", i < 5 ? "pos" : "neg")));

        Assert.Throws<GoalNotReachedException>(() => classifier.Train(Reviews(100, seed: 1), unlearnable, Options(new DecisionOptions { Goal = ThresholdGoal.RecallAtPrecision(0.9) })));

        Assert.Empty(classifier.Rule.Thresholds);
        Assert.Equal(20, classifier.Metrics["validation"].N);
    }

    [Fact]
    public void Decide_OfALoadedClassifier_SetsItsRuleAnew()
    {
        using (var trained = Trained(new DecisionOptions(), out _)) trained.Save(Model);
        using var classifier = TextClassifier.Load(Model);

        var report = classifier.Decide(Reviews(200, seed: 3), new DecisionOptions { Calibrate = true, Goal = ThresholdGoal.F1, PositiveLabel = "neg" });

        Assert.Equal(report.Rule, classifier.Rule);
        Assert.Equal("neg", Assert.Single(classifier.Rule.Thresholds).Key);
        classifier.Save(Model);
        using var again = TextClassifier.Load(Model);
        Assert.Equal((classifier.Rule.Temperature, classifier.Rule.ThresholdOf("neg")), (again.Rule.Temperature, again.Rule.ThresholdOf("neg")));
    }

    [Fact]
    public void Train_WithDecisionsThatCannotBe_SaysSoBeforeAnyWork()
    {
        using var classifier = Untrained();
        string Fault(DecisionOptions decisions, TextDataset? validation) => Assert.Throws<OptionsException>(() => classifier.Train(Reviews(20, 1), validation, Options(decisions))).Message;

        Assert.Contains("need validation data", Fault(new DecisionOptions { Calibrate = true }, null));
        Assert.Contains("Did you mean 'pos'?", Fault(new DecisionOptions { Goal = ThresholdGoal.F1, PositiveLabel = "poss" }, Reviews(20, 2)));
    }

    private static TrainingOptions Options(DecisionOptions decisions) =>
        new() { Schedule = FineTuningSchedule.FullFineTuning(30), LearningRate = 0.05, Patience = null, Monitor = MonitoredMetric.Accuracy, Decisions = decisions };

    private static TextClassifier Untrained() => TextClassifier.Create(Reviews(100, seed: 1), null, new TextClassifierOptions { Backbone = WordBackboneOptions.ByName("mean") });

    private static TextClassifier Trained(DecisionOptions decisions, out TrainingResult result)
    {
        var classifier = Untrained();
        result = classifier.Train(Reviews(100, seed: 1), Reviews(200, seed: 2), Options(decisions));
        return classifier;
    }

    // The words that say nothing are what the model learns by heart; on other texts they make it too sure of itself.
    private static TextDataset Reviews(int count, int seed)
    {
        var random = new Random(seed);
        return TextDataset.Create(Enumerable.Range(0, count).Select(i =>
        {
            var isGood = random.NextDouble() < (i % 2 == 0 ? 0.9 : 0.1);
            return new TextExample($"{(isGood ? "good" : "bad")} {string.Join(' ', Enumerable.Range(0, 8).Select(_ => $"w{random.Next(40)}"))}", i % 2 == 0 ? "pos" : "neg");
        }));
    }
}

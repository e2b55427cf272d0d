using System.Text.Json.Nodes;
using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.Embeddings;
using NlpTransfer.FineTuning;
using NlpTransfer.Heads;
using NlpTransfer.Tests.Data;
using NlpTransfer.Training;

namespace NlpTransfer.Tests.Classifiers;

/// <summary>Texts with any number of labels: each label has its word.</summary>
[Collection(NlpTransfer.Tests.Training.TorchGenerator.Name)]
public sealed class MultiLabelTests : IDisposable
{
    private static readonly Dictionary<string, string> Words = new() { ["cheap"] = "bargain", ["clean"] = "spotless", ["near"] = "close" };

    private readonly TempFolder folder = new();

    private string Model => Path.Combine(folder.Root, "model");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("mean")]
    [InlineData("cnn")]
    [InlineData("bilstm")]
    [InlineData("dan")]
    public void Train_OnTextsWithSeveralLabels_FindsThemAll(string backbone)
    {
        using var classifier = Trained(backbone);

        Assert.Equal(["cheap", "near"], classifier.Predict("it was there , bargain and close").Labels);
        Assert.Empty(classifier.Predict("it was there ,").Labels);
        var metrics = classifier.Evaluate(Places(40, seed: 9));
        Assert.Equal((1.0, 1.0, 1.0), (metrics.Accuracy, metrics.MicroF1!.Value, metrics.MacroF1));
        Assert.All(metrics.PerClass.Values, f => Assert.Equal(1, f.AveragePrecision));
    }

    [Fact]
    public void Train_WithValidation_ChoosesAThresholdForEachLabelAndReportsIt()
    {
        using var classifier = Untrained("mean");

        var result = classifier.Train(Places(80, seed: 1), Places(40, seed: 2), Options);

        Assert.Equal(["cheap", "clean", "near"], result.Decision!.Thresholds.Select(t => t.Label));
        Assert.All(result.Decision.Thresholds, t => Assert.Equal(("f1", 1.0), (t.Goal, t.F1)));
        Assert.Equal(result.Decision.Rule, classifier.Rule);
        Assert.Equal(result.Decision.Thresholds[1].Threshold, result.Validation!.PerClass["clean"].Threshold);
    }

    [Fact]
    public void Train_WhereALabelIsNotInTheValidationData_LeavesItsThresholdAtAHalf()
    {
        using var classifier = Untrained("mean");
        var validation = TextDataset.Create(Places(40, seed: 2).Where(e => !e.Labels.Contains("near")));

        var result = classifier.Train(Places(80, seed: 1), validation, Options);

        Assert.Equal(["near"], result.Decision!.WithoutExamples);
        Assert.Equal(DecisionRule.DefaultThreshold, classifier.Rule.ThresholdOf("near"));
    }

    [Theory]
    [InlineData("cnn")]
    [InlineData("bigru")]
    public void Load_OfWhatWasSaved_ChoosesTheSameLabels(string backbone)
    {
        string[] texts = ["a bargain", "spotless and close", ""];
        using var classifier = Trained(backbone);
        classifier.Save(Model);

        using var loaded = TextClassifier.Load(Model);

        Assert.Equal(classifier.Rule.Thresholds, loaded.Rule.Thresholds);
        Assert.Equal(classifier.Predict(texts).SelectMany(p => p.Probabilities), loaded.Predict(texts).SelectMany(p => p.Probabilities));
        Assert.Equal(classifier.Predict(texts).Select(p => string.Join('+', p.Labels)), loaded.Predict(texts).Select(p => string.Join('+', p.Labels)));
        Assert.Equal(classifier.Metrics["validation"].ToJson(), loaded.Metrics["validation"].ToJson());
    }

    [Fact]
    public void Save_WritesHuggingFacesProblemTypeAndTheThresholds()
    {
        using (var classifier = Trained("mean")) classifier.Save(Model);

        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(Model, "config.json")))!;
        Assert.Equal("multi_label_classification", (string?)config["problem_type"]);
        Assert.InRange((double)config["decision"]!["thresholds"]!["clean"]!, 0, 1);
        Assert.Equal(3, JsonNode.Parse(File.ReadAllText(Path.Combine(Model, "training.json")))!["decision"]!["thresholds"]!.AsArray().Count);
        Assert.Contains("| clean | 0.", File.ReadAllText(Path.Combine(Model, "README.md")));
    }

    [Theory]
    [InlineData("multi_label_classification", "regression", "problem_type must be one of single_label_classification, multi_label_classification; was 'regression'")]
    [InlineData("\"clean\": 0.", "\"clean\": 7.", "Thresholds must be from 0 to 1, that of 'clean' was 7.")]
    [InlineData("\"temperature\": 1", "\"temperature\": -1", "Temperature must be above 0")]
    public void Load_OfADecisionThatIsWrong_SaysHow(string find, string replace, string message)
    {
        using (var classifier = Trained("mean")) classifier.Save(Model);
        var path = Path.Combine(Model, "config.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace(find, replace));

        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => TextClassifier.Load(Model)).Message);
    }

    [Fact]
    public void Train_OnSeveralLabelsWithASingleLabelClassifier_NamesTheFirstRow()
    {
        using var classifier = TextClassifier.Create(TextDataset.Create([new TextExample("x", "a"), new TextExample("y", "b")]), null, new TextClassifierOptions());
        var several = TextDataset.Create([new TextExample("x", "a"), new TextExample("x", null, ["a", "b"], null, new("f.csv", 7))]);

        Assert.Contains("found 2: f.csv, row 7", Assert.Throws<ArgumentException>(() => classifier.Train(several)).Message);
    }

    [Fact]
    public void Train_OnDataWithoutAnyLabel_IsRefused()
    {
        using var classifier = Untrained("mean");

        Assert.Contains("found none on any", Assert.Throws<ArgumentException>(() => classifier.Train(TextDataset.FromTexts(["x", "y"]))).Message);
    }

    [Fact]
    public void Balanced_OfLabelSets_WeighsEachLabelsExamplesAgainstTheRest() =>
        Assert.Equal([3, 1 / 3f, 1, 1], BinaryCrossEntropyLoss.Balanced([[1, 3], [0, 1, 3], [3], [1, 3]], 4)); // of 2 none, of 3 all

    [Fact]
    public void Train_WithBalancedClasses_FindsMoreOfARareLabel()
    {
        double Recall(ClassWeighting weighting)
        {
            using var classifier = Untrained("mean");
            classifier.Train(Rare(200, seed: 1), null, Options with { ClassWeighting = weighting, Schedule = FineTuningSchedule.FullFineTuning(6) });
            return classifier.Evaluate(Rare(200, seed: 2)).PerClass["near"].Recall;
        }
        var (balanced, plain) = (Recall(ClassWeighting.Balanced), Recall(ClassWeighting.None));
        Assert.True(balanced > plain + 0.3, $"{balanced} with balanced classes, {plain} without");
    }

    private static TrainingOptions Options => new() { Schedule = FineTuningSchedule.FullFineTuning(25), LearningRate = 0.02, Patience = null };

    private static TextClassifier Untrained(string backbone)
    {
        using var vectors = Vectors();
        return TextClassifier.Create(Places(80, seed: 1), vectors, new TextClassifierOptions
        {
            Backbone = WordBackboneOptions.ByName(backbone), Head = new HeadOptions { Dropout = 0.1 }, MaxTokens = 20, Problem = ProblemType.MultiLabel,
        });
    }

    private static TextClassifier Trained(string backbone)
    {
        var classifier = Untrained(backbone);
        classifier.Train(Places(80, seed: 1), Places(40, seed: 2), Options);
        return classifier;
    }

    private static WordVectors Vectors()
    {
        string[] words = [.. Words.Values, "a", "it", "was", "there", "to", ",", "and"];
        return WordVectors.Create(words, words.SelectMany((_, i) => Enumerable.Range(0, words.Length).Select(j => i == j ? 1f : 0.05f)).ToArray(), words.Length);
    }

    private static TextDataset Places(int count, int seed) => Places(count, seed, 0.5);

    private static TextDataset Rare(int count, int seed) => Places(count, seed, 0.1);

    private static TextDataset Places(int count, int seed, double share)
    {
        var random = new Random(seed);
        return TextDataset.Create(Enumerable.Range(0, count).Select(i =>
        {
            string[] labels = [.. Words.Keys.Where(_ => random.NextDouble() < share)];
            return new TextExample($"it was there , {string.Join(" and ", labels.Select(l => Words[l]))}", null, labels, null, new ExampleSource("made", i + 1));
        }), [.. Words.Keys]);
    }
}

using System.Text.Json;
using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.FineTuning;
using NlpTransfer.Tests.Data;
using NlpTransfer.Training;

namespace NlpTransfer.Tests.Classifiers;

/// <summary>Every metric again, from the saved predictions alone and by definitions written down here.</summary>
[Collection(NlpTransfer.Tests.Training.TorchGenerator.Name)]
public sealed class PredictionFileTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Metrics_ComputedFromTheFile_AreThoseReported(int classes)
    {
        string[] names = [.. new[] { "ant", "bee", "cat" }.Take(classes)];
        var random = new Random(4);
        // Each class has a word of its own, which a third of its texts lack: the classifier is often right and often wrong.
        var data = TextDataset.Create(Enumerable.Range(0, 150).Select(i => new TextExample($"{(random.Next(3) == 0 ? "" : names[i % classes])} word{random.Next(5)} word{random.Next(5)}", null, [names[i * 7 % 10 < 8 ? i % classes : 0]], null, new("made.csv", i + 1))));
        using var classifier = TextClassifier.Create(data, null, new() { Backbone = new PoolingOptions() });
        classifier.Train(data.Subset(Enumerable.Range(0, 75)), null, new TrainingOptions { Schedule = FineTuningSchedule.FullFineTuning(4), LearningRate = 0.02 });
        var path = Path.Combine(folder.Root, "deep", "test.jsonl");
        PredictionFile.Write(path, data, classifier.Predict(data), classifier.LabelNames);
        var rows = File.ReadLines(path).Select(l => JsonSerializer.Deserialize<Row>(l, new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower })!).ToArray();
        Assert.Equal(Enumerable.Range(1, 150).Select(i => ("made.csv", (long)i)), rows.Select(r => (r.File, r.Row_)));
        Assert.DoesNotContain("word1", File.ReadAllText(path));
        Check(classifier.Evaluate(data), rows, classifier.LabelNames);
    }

    [Fact]
    public void Write_WithAnotherNumberOfPredictions_IsRefused() =>
        Assert.Contains("Expected 1 predictions", Assert.Throws<ArgumentException>(() => PredictionFile.Write("x", TextDataset.FromTexts(["a"]), [], ["a"])).Message);

    private static void Check(ClassificationMetrics metrics, Row[] rows, IReadOnlyList<string> names)
    {
        double n = rows.Length;
        Assert.Equal(rows.Length, metrics.N);
        Assert.Equal(rows.Average(r => -Math.Log(r.Probabilities[r.Labels[0]])), metrics.Loss, 6);
        Assert.Equal(rows.Count(r => r.Labels[0] == r.Predicted[0]) / n, metrics.Accuracy, 12);
        Assert.InRange(metrics.Accuracy, 0.4, 0.99); // there is something to get wrong
        double Count(string a, string p) => rows.Count(r => r.Labels[0] == a && r.Predicted[0] == p);
        foreach (var (i, a) in names.Index()) Assert.Equal(names.Select(p => (int)Count(a, p)), metrics.Confusion[i]);
        var f1 = new List<double>();
        foreach (var name in names)
        {
            var (hit, said, there) = (Count(name, name), names.Sum(a => Count(a, name)), names.Sum(p => Count(name, p)));
            f1.Add(said + there == 0 ? 0 : 2 * hit / (said + there));
            Assert.Equal(said == 0 ? 0 : hit / said, metrics.PerClass[name].Precision, 12);
            Assert.Equal(there == 0 ? 0 : hit / there, metrics.PerClass[name].Recall, 12);
            Assert.Equal(f1[^1], metrics.PerClass[name].F1, 12);
            Assert.Equal(there, metrics.PerClass[name].Support);
        }
        Assert.Equal(f1.Average(), metrics.MacroF1, 12);
        Assert.Equal(names.Select((name, i) => f1[i] * rows.Count(r => r.Labels[0] == name) / n).Sum(), metrics.WeightedF1, 12);
        Assert.Equal(rows.Average(r => names.Sum(c => Math.Pow(r.Probabilities[c] - (r.Labels[0] == c ? 1 : 0), 2))), metrics.Brier, 6);
        Assert.Equal(Mcc(rows, names), metrics.Mcc, 9);
        Assert.Equal(Ece(rows), metrics.Ece, 6);
        if (names.Count > 2)
        {
            Assert.Null(metrics.Auroc);
            return;
        }
        Assert.Equal(Auroc(rows, names[1]), metrics.Auroc!.Value, 9);
        Assert.Equal(AveragePrecision(rows, names[1]), metrics.AveragePrecision!.Value, 9);
    }

    // Gorodkin's R_K as a correlation of indicator matrices.
    private static double Mcc(Row[] rows, IReadOnlyList<string> names)
    {
        double Covariance(Func<Row, string> x, Func<Row, string> y) => names.Sum(c =>
            rows.Average(r => (x(r) == c ? 1.0 : 0) * (y(r) == c ? 1 : 0)) - (rows.Average(r => x(r) == c ? 1.0 : 0) * rows.Average(r => y(r) == c ? 1.0 : 0)));
        string True(Row r) => r.Labels[0];
        string Said(Row r) => r.Predicted[0];
        return Covariance(True, Said) / Math.Sqrt(Covariance(True, True) * Covariance(Said, Said));
    }

    private static double Ece(Row[] rows) => rows.GroupBy(r => Math.Min(14, (int)Math.Ceiling(r.Probabilities[r.Predicted[0]] * 15) - 1))
        .Sum(bin => Math.Abs(bin.Average(r => r.Labels[0] == r.Predicted[0] ? 1.0 : 0) - bin.Average(r => r.Probabilities[r.Predicted[0]])) * bin.Count() / rows.Length);

    private static double Auroc(Row[] rows, string positive) =>
        (from p in rows where p.Labels[0] == positive from q in rows where q.Labels[0] != positive select p.Probabilities[positive].CompareTo(q.Probabilities[positive])).Average(c => (c + 1) / 2.0);

    private static double AveragePrecision(Row[] rows, string positive)
    {
        var (sum, recall) = (0.0, 0.0);
        foreach (var threshold in rows.Select(r => r.Probabilities[positive]).Distinct().OrderDescending())
        {
            var above = rows.Where(r => r.Probabilities[positive] >= threshold).ToArray();
            var hits = above.Count(r => r.Labels[0] == positive);
            var now = (double)hits / rows.Count(r => r.Labels[0] == positive);
            sum += (now - recall) * hits / above.Length;
            recall = now;
        }
        return sum;
    }

    private sealed record Row(string File, [property: System.Text.Json.Serialization.JsonPropertyName("row")] long Row_, string[] Labels, string[] Predicted, Dictionary<string, double> Probabilities);
}

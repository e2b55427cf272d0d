using System.Text.Json;
using NlpTransfer.Data;
using NlpTransfer.Training;

namespace NlpTransfer.Tests.Training.Metrics;

public sealed class ClassificationMetricsTests
{
    private static readonly string[] Three = ["a", "b", "c"];
    private static readonly string[] Two = ["ham", "spam"];

    // Truth a a a b b c, predicted a a b b c c.
    private static readonly float[] Probabilities =
    [
        0.8f, 0.1f, 0.1f,
        0.6f, 0.3f, 0.1f,
        0.2f, 0.5f, 0.3f,
        0.1f, 0.7f, 0.2f,
        0.1f, 0.3f, 0.6f,
        0.0f, 0.1f, 0.9f,
    ];

    private static readonly int[] Labels = [0, 0, 0, 1, 1, 2];

    [Fact]
    public void Compute_ThreeClasses_EqualsHandCount()
    {
        var metrics = ClassificationMetrics.Compute(Probabilities, Labels, Three);

        Assert.Equal(6, metrics.N);
        Assert.Equal(4 / 6.0, metrics.Accuracy, 12);
        Assert.Equal([[2, 1, 0], [0, 1, 1], [0, 0, 1]], metrics.Confusion);
        Assert.Equal(new ClassMetrics(1, 2 / 3.0, 0.8, 3), metrics.PerClass["a"]);
        Assert.Equal(new ClassMetrics(0.5, 0.5, 0.5, 2), metrics.PerClass["b"]);
        Assert.Equal(new ClassMetrics(0.5, 1, 2 / 3.0, 1), metrics.PerClass["c"]);
        Assert.Equal((0.8 + 0.5 + (2 / 3.0)) / 3, metrics.MacroF1, 12);
        Assert.Equal(((3 * 0.8) + (2 * 0.5) + (2 / 3.0)) / 6, metrics.WeightedF1, 12);
        // c = 4, s = 6, p = (2, 2, 2), t = (3, 2, 1): (4 * 6 - 12) / sqrt((36 - 12) * (36 - 14)).
        Assert.Equal(12 / Math.Sqrt(24 * 22), metrics.Mcc, 12);
        Assert.Equal(-(Math.Log(0.8) + Math.Log(0.6) + Math.Log(0.2) + Math.Log(0.7) + Math.Log(0.3) + Math.Log(0.9)) / 6, metrics.Loss, 6);
        Assert.Equal((0.06 + 0.26 + 0.98 + 0.14 + 0.86 + 0.02) / 6, metrics.Brier, 6);
        Assert.Null(metrics.Auroc);
    }

    [Fact]
    public void Compute_ThreeClasses_CalibrationEqualsHandCount() =>
        // Fifteenths: 0.8 -> (11.99, 12], 0.6 twice -> 9, 0.5 -> 8, 0.7 -> 11, 0.9 -> 14. Right: 0.8 yes; 0.6 yes and no; 0.5 no; 0.7 yes; 0.9 yes.
        Assert.Equal((0.2 + Math.Abs(1.2 - 1) + 0.5 + 0.3 + 0.1) / 6, ClassificationMetrics.Compute(Probabilities, Labels, Three).Ece, 6);

    [Fact]
    public void Compute_Binary_RankingEqualsHandCount()
    {
        // Spam scores 0.9 (spam), 0.8 (ham), 0.7 (spam), 0.7 (ham), 0.1 (ham).
        float[] probabilities = [0.1f, 0.9f, 0.2f, 0.8f, 0.3f, 0.7f, 0.3f, 0.7f, 0.9f, 0.1f];

        var metrics = ClassificationMetrics.Compute(probabilities, [1, 0, 1, 0, 0], Two);

        // Pairs won: 3 by the first spam, 1 and a tie by the second.
        Assert.Equal(4.5 / 6, metrics.Auroc!.Value, 12);
        // Steps: recall 1/2 at precision 1; then the tie: recall 1 at precision 2/4.
        Assert.Equal((0.5 * 1) + (0.5 * 0.5), metrics.AveragePrecision!.Value, 12);
        Assert.Equal("spam", metrics.PositiveLabel);
    }

    [Fact]
    public void Compute_PerfectPredictions_GiveBestValues()
    {
        var metrics = ClassificationMetrics.Compute([1, 0, 0, 1, 1, 0], [0, 1, 0], Two);

        Assert.Equal((1, 1, 1, 1, 0, 0, 0), (metrics.Accuracy, metrics.MacroF1, metrics.Mcc, metrics.Auroc!.Value, metrics.Loss, metrics.Ece, metrics.Brier));
        Assert.Equal(1, metrics.AveragePrecision);
    }

    [Fact]
    public void Compute_OneClassPredicted_HasNoCorrelationAndZeroPrecision()
    {
        var metrics = ClassificationMetrics.Compute([0.9f, 0.1f, 0.8f, 0.2f], [0, 1], Two);

        Assert.Equal(0, metrics.Mcc);
        Assert.Equal(new ClassMetrics(0, 0, 0, 1), metrics.PerClass["spam"]);
    }

    [Fact]
    public void Compute_ClassThatNeverOccurs_StaysOutOfTheMacroMean()
    {
        var metrics = ClassificationMetrics.Compute([0.9f, 0.1f, 0, 0.2f, 0.8f, 0], [0, 1], Three);

        Assert.Equal(1, metrics.MacroF1);
        Assert.Equal(0, metrics.PerClass["c"].Support);
    }

    [Fact]
    public void Compute_OnlyOneTrueClass_HasNoRanking() =>
        Assert.Null(ClassificationMetrics.Compute([0.9f, 0.1f], [0], Two).Auroc);

    [Fact]
    public void FromLogits_HugeLogits_StayFiniteAndEqualClosedForm()
    {
        var metrics = ClassificationMetrics.FromLogits([1000, 0, 0, 1000, 500, 500], [0, 0, 1], Two);

        Assert.Equal((0 + 1000 + Math.Log(2)) / 3, metrics.Loss, 9);
    }

    [Fact]
    public void FromLogits_AnyLogits_AgreesWithProbabilities()
    {
        var random = new SeededRandom(4);
        var logits = Enumerable.Range(0, 300).Select(_ => (float)(random.NextDouble() * 6) - 3).ToArray();
        var labels = Enumerable.Range(0, 100).Select(_ => random.NextInt(3)).ToArray();
        var probabilities = logits.Chunk(3).SelectMany(Softmax).ToArray();

        var a = ClassificationMetrics.FromLogits(logits, labels, Three);
        var b = ClassificationMetrics.Compute(probabilities, labels, Three);

        Assert.Equal(a.Loss, b.Loss, 5);
        Assert.Equal(a.Ece, b.Ece, 5);
        Assert.Equal(a.Confusion, b.Confusion);
    }

    [Fact]
    public void Compute_SwappedClasses_MirrorsTheRanking()
    {
        var random = new SeededRandom(9);
        var spam = Enumerable.Range(0, 200).Select(_ => random.NextInt(20) / 20f).ToArray();
        var labels = spam.Select(s => random.NextDouble() < s ? 1 : 0).ToArray();
        var probabilities = spam.SelectMany(s => new[] { 1 - s, s }).ToArray();

        var forSpam = ClassificationMetrics.Compute(probabilities, labels, Two, positive: 1);
        var forHam = ClassificationMetrics.Compute(probabilities, labels, Two, positive: 0);

        Assert.Equal(forSpam.Auroc!.Value, forHam.Auroc!.Value, 6);
        Assert.InRange(forSpam.Auroc.Value, 0.7, 1);
    }

    [Fact]
    public void ToJson_AnyMetrics_HasTheEvaluateVerbsShapeAndReadsBack()
    {
        var metrics = ClassificationMetrics.Compute(Probabilities, Labels, Three);

        var json = JsonDocument.Parse(metrics.ToJson()).RootElement;
        var back = JsonSerializer.Deserialize<ClassificationMetrics>(metrics.ToJson())!;

        string[] expected = ["n", "loss", "accuracy", "macro_f1", "mcc", "ece", "per_class", "confusion"];
        Assert.Subset(json.EnumerateObject().Select(p => p.Name).ToHashSet(), expected.ToHashSet());
        Assert.Equal(3, json.GetProperty("per_class").GetProperty("a").GetProperty("support").GetInt32());
        Assert.Equal(metrics.Loss, back.Loss);
        Assert.Equal(metrics.PerClass, back.PerClass);
    }

    [Theory]
    [InlineData(new[] { 0.5f }, new[] { 0 }, "1 x 2 values")]
    [InlineData(new[] { 0.5f, 0.5f }, new[] { 2 }, "found 2")]
    [InlineData(new[] { 0.5f, 0.5f }, new[] { -1 }, "found -1")]
    [InlineData(new[] { float.NaN, 0.5f }, new[] { 0 }, "finite")]
    [InlineData(new float[0], new int[0], "at least one")]
    public void Compute_WrongInput_SaysWhatIsWrong(float[] probabilities, int[] labels, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => ClassificationMetrics.Compute(probabilities, labels, Two)).Message);

    private static float[] Softmax(float[] logits)
    {
        var sum = logits.Sum(MathF.Exp);
        return [.. logits.Select(l => MathF.Exp(l) / sum)];
    }
}

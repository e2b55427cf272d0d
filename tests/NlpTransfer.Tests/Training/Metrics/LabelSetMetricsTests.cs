using System.Text.Json;
using NlpTransfer.Training;

namespace NlpTransfer.Tests.Training.Metrics;

public sealed class LabelSetMetricsTests
{
    private static readonly string[] Names = ["cheap", "clean", "near"];

    // Chosen from 0 on: {cheap}, {cheap, clean}, {}, {clean}; no example is near, and none is predicted so.
    private static readonly float[] Logits =
    [
        2, -1, -3,
        1, 0.5f, -2,
        -1, -2, -1,
        -0.5f, 3, -4,
    ];

    private static readonly int[][] Truths = [[0], [0], [], [0, 1]];

    [Fact]
    public void FromLogits_OfLabelSets_EqualsHandCount()
    {
        var metrics = ClassificationMetrics.FromLogits(Logits, Truths, Names, Rule());

        Assert.Equal(4, metrics.N);
        Assert.Equal(2 / 4.0, metrics.Accuracy); // the first and the third have exactly their labels
        Assert.Equal((1, 2 / 3.0, 0.8, 3), Figures(metrics, "cheap")); // 2 right, none wrong, 1 missed
        Assert.Equal((0.5, 1, 2 / 3.0, 1), Figures(metrics, "clean"));
        Assert.Equal((0, 0, 0, 0), Figures(metrics, "near"));
        Assert.Equal(2.0 * 3 / ((2 * 3) + 1 + 1), metrics.MicroF1!.Value, 12); // 3 right, 1 wrong, 1 missed in all
        Assert.Equal((0.8 + (2 / 3.0)) / 2, metrics.MacroF1, 12); // near neither occurs nor is predicted
        Assert.Equal(((3 * 0.8) + (2 / 3.0)) / 4, metrics.WeightedF1, 12);
        Assert.Empty(metrics.Confusion);
        Assert.Null(metrics.Auroc);
    }

    [Fact]
    public void FromLogits_OfLabelSets_RanksEachLabel()
    {
        var metrics = ClassificationMetrics.FromLogits(Logits, Truths, Names, Rule());

        Assert.Equal(1, metrics.PerClass["cheap"].AveragePrecision); // 2, 1, -0.5 have it, -1 has not
        Assert.Equal(1, metrics.PerClass["clean"].AveragePrecision);
        Assert.Null(metrics.PerClass["near"].AveragePrecision);
        Assert.Equal(1, metrics.AveragePrecision);
    }

    [Fact]
    public void FromLogits_OfLabelSets_HasTheMeanBinaryCrossEntropy()
    {
        var losses = Logits.Select((z, i) => Math.Log(1 + Math.Exp(Truths[i / 3].Contains(i % 3) ? -z : z)));

        Assert.Equal(losses.Average(), ClassificationMetrics.FromLogits(Logits, Truths, Names, Rule()).Loss, 12);
        Assert.Equal(500, ClassificationMetrics.FromLogits([1000, -1000], [[]], ["a", "b"], Rule()).Loss, 9); // stays finite
    }

    [Fact]
    public void FromLogits_WithThresholds_ChoosesByThem()
    {
        var rule = Rule() with { Thresholds = new Dictionary<string, double> { ["cheap"] = 0.3, ["clean"] = 0.9 } };
        var metrics = ClassificationMetrics.FromLogits(Logits, Truths, Names, rule);

        Assert.Equal((1, 1, 1, 3), Figures(metrics, "cheap")); // sigmoid(-0.5) is 0.38
        Assert.Equal((1, 1, 1, 1), Figures(metrics, "clean"));
        Assert.Equal((0.3, 0.9, 0.5), (metrics.PerClass["cheap"].Threshold!.Value, metrics.PerClass["clean"].Threshold!.Value, metrics.PerClass["near"].Threshold!.Value));
        Assert.Equal(1, metrics.Accuracy);
    }

    [Fact]
    public void ToJson_OfLabelSets_ReadsBack()
    {
        var metrics = ClassificationMetrics.FromLogits(Logits, Truths, Names, Rule());
        var back = JsonSerializer.Deserialize<ClassificationMetrics>(metrics.ToJson())!;

        Assert.Equal(metrics.MicroF1, back.MicroF1);
        Assert.Equal(metrics.PerClass, back.PerClass);
    }

    [Fact]
    public void FromLogits_WithALabelOutOfRange_NamesTheExample() =>
        Assert.Contains("for example 1, found 3", Assert.Throws<ArgumentException>(() => ClassificationMetrics.FromLogits(new float[6], [[], [3]], Names, Rule())).Message);

    private static DecisionRule Rule() => new() { Problem = ProblemType.MultiLabel };

    private static (double, double, double, int) Figures(ClassificationMetrics metrics, string label)
    {
        var figures = metrics.PerClass[label];
        return (figures.Precision, figures.Recall, figures.F1, figures.Support);
    }
}

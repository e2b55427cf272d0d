using System.Text.Json;
using System.Text.Json.Serialization;

namespace NlpTransfer.Training;

/// <summary>
/// How well probabilities fit labels, over a whole evaluation set. Predicted is the most probable class, the first of equals,
/// or what a <see cref="DecisionRule"/> chooses. As JSON it is what the <c>evaluate</c> verb prints.
/// </summary>
public sealed record ClassificationMetrics
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Examples.</summary>
    [JsonPropertyName("n")]
    public required int N { get; init; }

    /// <summary>Mean negative log-likelihood, in nats; of multi-label data the mean binary cross entropy over examples and labels.</summary>
    [JsonPropertyName("loss")]
    public required double Loss { get; init; }

    /// <summary>The share of examples predicted right; of multi-label data with exactly their labels (subset accuracy).</summary>
    [JsonPropertyName("accuracy")]
    public required double Accuracy { get; init; }

    /// <summary>Mean F1 of the classes that occur among labels or predictions.</summary>
    [JsonPropertyName("macro_f1")]
    public required double MacroF1 { get; init; }

    /// <summary>F1 of all decisions of multi-label data taken together; null for single labels, where it would equal accuracy.</summary>
    [JsonPropertyName("micro_f1")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? MicroF1 { get; init; }

    /// <summary>Mean F1 weighted by support.</summary>
    [JsonPropertyName("weighted_f1")]
    public required double WeightedF1 { get; init; }

    /// <summary>Matthews' correlation coefficient, for more than two classes Gorodkin's R_K (2004), of multi-label data over all decisions; 0 where it is undefined.</summary>
    [JsonPropertyName("mcc")]
    public required double Mcc { get; init; }

    /// <summary>Expected calibration error: 15 bins of equal width over the predicted class's probability (Guo et al. 2017), of multi-label data over every label's.</summary>
    [JsonPropertyName("ece")]
    public required double Ece { get; init; }

    /// <summary>Mean squared distance of the probability vector to the label's, 0 to 2, of multi-label data to the number of labels (Brier 1950).</summary>
    [JsonPropertyName("brier")]
    public required double Brier { get; init; }

    /// <summary>Area under the ROC curve, ties counted half; null unless there are two classes and both occur.</summary>
    [JsonPropertyName("auroc")]
    public double? Auroc { get; init; }

    /// <summary>Average precision for <see cref="PositiveLabel"/>, without interpolation, of multi-label data the mean over the labels that occur; null for more than two classes, and unless both occur.</summary>
    [JsonPropertyName("average_precision")]
    public double? AveragePrecision { get; init; }

    /// <summary>The class that AUROC and average precision look for; null unless there are two.</summary>
    [JsonPropertyName("positive_label")]
    public string? PositiveLabel { get; init; }

    /// <summary>The share of examples that a rule which abstains gives a label; null without one. All other figures are as if it gave each one.</summary>
    [JsonPropertyName("coverage")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Coverage { get; init; }

    /// <summary>The share of those that get the right one; null without such a rule, or where it says nothing at all.</summary>
    [JsonPropertyName("answered_accuracy")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? AnsweredAccuracy { get; init; }

    /// <summary>By label name, in the order of the label ids.</summary>
    [JsonPropertyName("per_class")]
    public required IReadOnlyDictionary<string, ClassMetrics> PerClass { get; init; }

    /// <summary>Counts: a row a true class, a column a predicted one, both in the order of the label ids; empty for multi-label data.</summary>
    [JsonPropertyName("confusion")]
    public required int[][] Confusion { get; init; }

    /// <summary>Of several tasks that were measured together: the figures of each, by its name; those above are then means over them, and N the sum. Null for one task.</summary>
    [JsonPropertyName("tasks")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, ClassificationMetrics>? Tasks { get; init; }

    /// <summary>The means over several tasks, with the figures of each.</summary>
    internal static ClassificationMetrics OfTasks(IReadOnlyDictionary<string, ClassificationMetrics> tasks)
    {
        var all = tasks.Values;
        return new()
        {
            N = all.Sum(m => m.N),
            Loss = all.Average(m => m.Loss),
            Accuracy = all.Average(m => m.Accuracy),
            MacroF1 = all.Average(m => m.MacroF1),
            WeightedF1 = all.Average(m => m.WeightedF1),
            Mcc = all.Average(m => m.Mcc),
            Ece = all.Average(m => m.Ece),
            Brier = all.Average(m => m.Brier),
            Auroc = all.All(m => m.Auroc is not null) ? all.Average(m => m.Auroc) : null,
            AveragePrecision = all.All(m => m.AveragePrecision is not null) ? all.Average(m => m.AveragePrecision) : null,
            PerClass = new OrderedDictionary<string, ClassMetrics>(tasks.SelectMany(t => t.Value.PerClass.Select(c => KeyValuePair.Create($"{t.Key}/{c.Key}", c.Value)))),
            Confusion = [],
            Tasks = tasks,
        };
    }

    /// <summary>Metrics of probabilities.</summary>
    /// <param name="probabilities">Row by row, <c>(N, labelNames.Count)</c>.</param>
    /// <param name="labels">The true class of each row.</param>
    /// <param name="labelNames">The names of the classes.</param>
    /// <param name="positive">Of two classes the one looked for; the second unless given.</param>
    /// <exception cref="ArgumentException">Sizes do not fit, a label is out of range, or a value is no number.</exception>
    public static ClassificationMetrics Compute(ReadOnlySpan<float> probabilities, IReadOnlyList<int> labels, IReadOnlyList<string> labelNames, int positive = 1) =>
        Predictions.OfProbabilities(probabilities, labels, labelNames.Count).Measure(labelNames, positive);

    /// <summary>Metrics of logits: softmax and loss are computed here, in double precision.</summary>
    /// <inheritdoc cref="Compute" path="/param|/exception"/>
    /// <param name="logits">Row by row, <c>(N, labelNames.Count)</c>.</param>
    public static ClassificationMetrics FromLogits(ReadOnlySpan<float> logits, IReadOnlyList<int> labels, IReadOnlyList<string> labelNames, int positive = 1) =>
        Predictions.OfLogits(logits, labels, labelNames.Count).Measure(labelNames, positive);

    /// <summary>Metrics of logits under a rule, for data with one label an example or with any number.</summary>
    /// <inheritdoc cref="Compute" path="/exception"/>
    /// <param name="logits">Row by row, <c>(N, labelNames.Count)</c>.</param>
    /// <param name="labelSets">The true labels of each row; exactly one unless the rule is for multi-label data.</param>
    /// <param name="labelNames">The names of the labels.</param>
    /// <param name="rule">Temperature and thresholds.</param>
    public static ClassificationMetrics FromLogits(
        ReadOnlySpan<float> logits, IReadOnlyList<IReadOnlyList<int>> labelSets, IReadOnlyList<string> labelNames, DecisionRule rule) => rule.Problem == ProblemType.MultiLabel
        ? LabelSetPredictions.OfLogits(logits, labelSets, labelNames, rule).Measure()
        : Predictions.OfLogits(logits, [.. labelSets.Select(set => set.Count == 1 ? set[0] : -1)], labelNames.Count, rule.Temperature).Measure(labelNames, rule);

    /// <summary>The JSON document of the <c>evaluate</c> verb.</summary>
    public string ToJson(bool indented = false) => JsonSerializer.Serialize(this, indented ? Indented : null);
}

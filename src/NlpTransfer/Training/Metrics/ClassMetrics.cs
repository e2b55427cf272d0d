using System.Text.Json.Serialization;

namespace NlpTransfer.Training;

/// <summary>What one class gets.</summary>
/// <param name="Precision">Of the examples predicted so, the share that is; 0 when none was predicted so.</param>
/// <param name="Recall">Of the examples that are, the share predicted so; 0 when there is none.</param>
/// <param name="F1">Harmonic mean of both; 0 when both are 0.</param>
/// <param name="Support">Examples of the class.</param>
public sealed record ClassMetrics(
    [property: JsonPropertyName("precision")] double Precision,
    [property: JsonPropertyName("recall")] double Recall,
    [property: JsonPropertyName("f1")] double F1,
    [property: JsonPropertyName("support")] int Support)
{
    /// <summary>Average precision, without interpolation; only of multi-label data, and null where no example has the label.</summary>
    [JsonPropertyName("average_precision")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? AveragePrecision { get; init; }

    /// <summary>The probability from which on the label was chosen; null where the most probable one was.</summary>
    [JsonPropertyName("threshold")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Threshold { get; init; }
}

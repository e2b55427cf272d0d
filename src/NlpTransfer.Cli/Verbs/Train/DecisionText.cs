using System.Globalization;
using NlpTransfer.Cli.Reports;
using NlpTransfer.Training;

namespace NlpTransfer.Cli.Verbs.Train;

/// <summary>What was decided on the validation part, in sentences.</summary>
internal static class DecisionText
{
    /// <summary>One line a decision.</summary>
    public static IEnumerable<string> Lines(DecisionReport decision)
    {
        if (decision.Temperature is { } temperature)
            yield return Calibrated(temperature);
        foreach (var chosen in decision.Thresholds)
            yield return $"{chosen.Label}: chosen from a probability of {MetricsReport.Share(chosen.Threshold)} on ({chosen.Goal}); on the validation part precision {MetricsReport.Share(chosen.Precision)}, recall {MetricsReport.Share(chosen.Recall)}, F1 {MetricsReport.Share(chosen.F1)} over {chosen.Support:N0} examples.";
        if (decision.Abstention is { } found)
            yield return $"Abstains below a probability of {MetricsReport.Share(found.Threshold)} ({found.Goal}): of {found.Examples:N0} validation examples {MetricsReport.Share(found.Coverage)} get a label, {MetricsReport.Share(found.Accuracy)} of them the right one; of all it would be {MetricsReport.Share(found.AccuracyOfAll)}.";
        if (decision.WithoutExamples.Count > 0)
            yield return $"No validation example has {string.Join(", ", decision.WithoutExamples)}; chosen from a probability of a half on.";
    }

    private static string Calibrated(TemperatureReport found) => found.IsBounded
        ? string.Create(CultureInfo.InvariantCulture, $"Calibrated on {found.Examples:N0} validation examples: temperature {found.Temperature:0.000}; expected calibration error {found.EceBefore:0.0000} before, {found.EceAfter:0.0000} after; loss {found.LossBefore:0.0000} before, {found.LossAfter:0.0000} after.")
        : $"Not calibrated: the {found.Examples:N0} validation examples do not say how sure the network may be (all right, or all wrong); give more of them.";
}

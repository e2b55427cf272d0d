using NlpTransfer.Classifiers;
using NlpTransfer.Training;

namespace NlpTransfer.Experiments;

/// <summary>What another threshold would give: precision, recall and F1 of the label looked for, or of all labels; of more than two classes, how much is answered and how well.</summary>
internal static class ThresholdDrawing
{
    private const int Steps = 100;

    public static string Html(IReadOnlyList<SavedPrediction> rows, ClassificationMetrics metrics)
    {
        if (rows.Count == 0) return "";
        if (metrics.MicroF1 is not null) return Decisions([.. rows.SelectMany(r => r.Probabilities.Select(p => (p.Value, r.Labels.Contains(p.Key))))], "one threshold for all labels", null);
        var labelled = rows.Where(r => r.Labels.Count == 1).ToList();
        if (metrics.PositiveLabel is not { } label) return Answered(labelled);
        return Decisions([.. labelled.Select(r => (r.Probabilities[label], r.Labels[0] == label))], $"threshold on {label}", metrics.PerClass[label].Threshold ?? 0.5);
    }

    private static string Decisions(List<(double Score, bool IsTrue)> decisions, string label, double? chosen)
    {
        var points = Thresholds.Select(t => (Threshold: t, Found: decisions.Count(d => d.Score >= t && d.IsTrue), Chosen: decisions.Count(d => d.Score >= t))).ToList();
        var total = decisions.Count(d => d.IsTrue);
        return new Chart($"Precision, recall and F1 over the {label}", label) { IsShare = true, Mark = chosen is { } t ? (t, $"chosen: {Axis.Text(t)}") : null }.Draw(
            ("precision", [.. points.Where(p => p.Chosen > 0).Select(p => (p.Threshold, (double)p.Found / p.Chosen))]),
            ("recall", [.. points.Where(_ => total > 0).Select(p => (p.Threshold, (double)p.Found / total))]),
            ("F1", [.. points.Where(p => p.Chosen + total > 0).Select(p => (p.Threshold, 2.0 * p.Found / (p.Chosen + total)))]));
    }

    private static string Answered(List<SavedPrediction> rows)
    {
        var said = rows.Select(r => (Score: r.Probabilities[r.Predicted[0]], r.IsRight)).ToList();
        var points = Thresholds.Select(t => (Threshold: t, Right: said.Count(s => s.Score >= t && s.IsRight), Answered: said.Count(s => s.Score >= t))).Where(p => p.Answered > 0).ToList();
        return new Chart("Accuracy of those that are answered, over the smallest probability that is", "smallest probability that is answered") { IsShare = true }.Draw(
            ("right of those answered", [.. points.Select(p => (p.Threshold, (double)p.Right / p.Answered))]), ("answered", [.. points.Select(p => (p.Threshold, (double)p.Answered / said.Count))]));
    }

    private static IEnumerable<double> Thresholds => Enumerable.Range(0, Steps + 1).Select(i => (double)i / Steps);
}

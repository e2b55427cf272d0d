using System.Text;
using NlpTransfer.Classifiers;
using NlpTransfer.Training;

namespace NlpTransfer.Experiments;

/// <summary>Share right over what was said: on the diagonal probabilities mean what they say (DeGroot and Fienberg 1983).</summary>
internal static class ReliabilityDrawing
{
    private const int Bins = 10;
    private const double Size = 300, Left = 58, Top = 10, Counts = 60, Bottom = 42;

    public static string Html(IReadOnlyList<SavedPrediction> rows, ClassificationMetrics metrics)
    {
        var said = Said(rows, metrics.MicroF1 is not null).ToList();
        if (said.Count == 0) return "";
        var bins = said.GroupBy(s => Math.Clamp((int)Math.Ceiling(s.Probability * Bins) - 1, 0, Bins - 1)).ToDictionary(g => g.Key, g => (Count: g.Count(), Right: g.Count(s => s.IsRight) / (double)g.Count(), Said: g.Average(s => s.Probability)));
        return Markup.Svg(Left + Size + 14, Top + Size + Counts + Bottom, "Reliability diagram: the share that was right over the probability that was said", Picture(bins, said.Count))
            + $"<p class=\"note\">Expected calibration error {Markup.Number(metrics.Ece)}, loss {Markup.Number(metrics.Loss)} nats. Bars below the diagonal: surer than right. Beneath: how often it said so.</p>\n";
    }

    private static string Picture(Dictionary<int, (int Count, double Right, double Said)> bins, int total)
    {
        var (x, y) = (new Axis(0, 1, Left, Left + Size), new Axis(0, 1, Top + Size, Top));
        var svg = new StringBuilder();
        foreach (var tick in y.Ticks(5)) svg.Append(Markup.Line(Left, y.At(tick), Left + Size, y.At(tick), "grid")).Append(Markup.Text(Left - 8, y.At(tick) + 4, Axis.Text(tick), "end"));
        foreach (var (bin, (count, right, said)) in bins)
        {
            var (from, width) = (x.At((double)bin / Bins) + 1, (Size / Bins) - 2);
            var says = $"said {Markup.Number(said, "0.00")}, right {Markup.Number(right, "0.00")}, {count} times";
            svg.Append(Markup.Box(from, y.At(right), width, y.At(0) - y.At(right), "trains", 0.85, says));
            svg.Append(Markup.Box(from, Top + Size + Counts - ((Counts - 8) * count / total), width, (Counts - 8.0) * count / total, "count", 1, says));
        }
        svg.Append(Markup.Line(x.At(0), y.At(0), x.At(1), y.At(1), "mark")).Append(Markup.Line(Left, Top + Size, Left + Size, Top + Size, "grid"));
        foreach (var tick in x.Ticks(5)) svg.Append(Markup.Text(x.At(tick), Top + Size + Counts + 16, Axis.Text(tick)));
        return svg.Append(Markup.Text(Left + (Size / 2), Top + Size + Counts + 36, "probability", style: "label")).ToString();
    }

    private static IEnumerable<(double Probability, bool IsRight)> Said(IReadOnlyList<SavedPrediction> rows, bool several) => several
        ? rows.SelectMany(r => r.Probabilities.Select(p => (p.Value, r.Labels.Contains(p.Key))))
        : rows.Where(r => r.Labels.Count == 1).Select(r => (r.Probabilities[r.Predicted[0]], r.IsRight));
}

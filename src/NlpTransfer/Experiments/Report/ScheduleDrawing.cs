using System.Text;
using System.Text.Json.Nodes;

namespace NlpTransfer.Experiments;

/// <summary>Which layer groups trained over which steps, how fast, and the learning rate below.</summary>
internal static class ScheduleDrawing
{
    private const double Width = 680, Left = 130, Right = 14, Row = 20, Top = 22, Faintest = 0.25;
    private const int LongestName = 18;

    public static string Html(RunRecord run)
    {
        var steps = run.Lines().Where(l => (string?)l["type"] == "step").Select(l => (Step: (double)l["step"]!, Phase: (int)l["phase"]!, Rate: (double)l["learning_rate"]!)).ToList();
        if (run.Experiment["schedule"]?["phases"] is not JsonArray phases || phases.Count == 0 || steps.Count == 0) return "";
        var groups = phases[0]!["rate_factors"]!.AsObject().Select(g => g.Key).Reverse().ToList();
        var x = new Axis(0, steps[^1].Step, Left, Width - Right);
        var svg = new StringBuilder();
        foreach (var (i, group) in groups.Index()) svg.Append(Markup.Text(Left - 8, Top + (i * Row) + 14, Markup.Short(group, LongestName), "end"));
        foreach (var phase in steps.GroupBy(s => s.Phase).Where(p => p.Key <= phases.Count)) svg.Append(Phase(phases[phase.Key - 1]!, groups, x, phase.Min(s => s.Step) - 1, phase.Max(s => s.Step)));
        var rates = new Chart("Learning rate of the fastest group over the steps", "step").Draw(("learning rate of the fastest group", [.. steps.Select(s => (s.Step, s.Rate))]));
        return Markup.Svg(Width, Top + (groups.Count * Row) + 6, "Layer groups from the head down over the steps; filled where they train, the darker the faster", svg.ToString())
            + "<p class=\"note\">The head is on top. Filled: the group trains, the fainter the slower against the fastest; empty: frozen.</p>\n" + rates;
    }

    private static string Phase(JsonNode phase, List<string> groups, Axis x, double from, double to)
    {
        var factors = phase["rate_factors"]!.AsObject();
        var fastest = factors.Max(f => (double)f.Value!);
        var name = (string?)phase["name"] ?? "";
        var (left, right) = (x.At(from), x.At(to));
        var svg = new StringBuilder(Markup.Text((left + right) / 2, Top - 8, Markup.Short(name, Math.Max(3, (int)((right - left) / 7))), style: "label"));
        foreach (var (i, group) in groups.Index())
        {
            var factor = (double)factors[group]!;
            var says = factor == 0 ? $"{group}: frozen in {name}" : $"{group}: {Axis.Text(factor)} times the learning rate in {name}";
            svg.Append(Markup.Box(left + 0.5, Top + (i * Row) + 1, right - left - 1, Row - 2, factor == 0 ? "frozen" : "trains", factor == 0 ? 1 : Faint(factor / fastest), says));
        }
        return svg.ToString();
    }

    // A thousandth of the rate is still drawn: rates of a schedule are apart by factors.
    private static double Faint(double share) => Math.Clamp(1 + (Math.Log10(share) / 3 * (1 - Faintest)), Faintest, 1);
}

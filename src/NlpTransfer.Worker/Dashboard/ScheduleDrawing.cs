using System.Globalization;
using System.Text.Json.Nodes;

namespace NlpTransfer.Worker.Dashboard;

/// <summary>What trains when: a column a phase, a row a layer group, the darker the higher its rate.</summary>
internal static class ScheduleDrawing
{
    private const int Names = 150, Width = 600, Row = 20, MostRows = 40;

    /// <param name="experiment">The run's experiment.json; null draws nothing.</param>
    public static string Of(JsonNode? experiment)
    {
        if (experiment?["schedule"]?["phases"] is not JsonArray { Count: > 0 } phases || phases[0]?["rate_factors"] is not JsonObject first) return "";
        string[] groups = [.. first.Select(g => g.Key).Reverse().Take(MostRows)];
        var column = (Width - Names) / (double)phases.Count;
        var height = Row * (groups.Length + 2);
        return $"""
            <section><h2>Schedule</h2><figure><svg viewBox="0 0 {Width} {height}" role="img" aria-label="Which layer groups train in which phase">
            {string.Concat(groups.Select((g, i) => $"""<text x="0" y="{Row * (i + 2) - 6}">{Page.Text(g)}</text>"""))}
            {string.Concat(phases.Select((p, i) => Phase(p!, groups, Names + i * column, column)))}
            </svg><figcaption>{Page.Text((string?)experiment["schedule"]!["name"])}; the number is a group's rate as a multiple of the base rate, empty is frozen</figcaption></figure></section>
            """;
    }

    private static string Phase(JsonNode phase, string[] groups, double x, double width) =>
        $"""<text x="{Page.At(x + 4)}" y="14">{Page.Text((string?)phase["name"])}, {Page.Text((string?)phase["length"])}</text>"""
        + string.Concat(groups.Select((g, i) => Cell((double?)phase["rate_factors"]?[g] ?? 0, x, Row * (i + 1), width)));

    private static string Cell(double rate, double x, int y, double width) => rate == 0
        ? $"""<rect class="frozen" x="{Page.At(x)}" y="{y}" width="{Page.At(width - 2)}" height="{Row - 2}"/>"""
        : $"""<rect class="trains" x="{Page.At(x)}" y="{y}" width="{Page.At(width - 2)}" height="{Row - 2}" fill-opacity="{Page.At(Math.Clamp(0.25 + rate * 0.75, 0.25, 1))}"/><text x="{Page.At(x + 4)}" y="{y + 13}">{rate.ToString("0.###", CultureInfo.InvariantCulture)}</text>""";
}

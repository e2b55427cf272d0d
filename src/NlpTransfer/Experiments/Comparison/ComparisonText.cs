using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using NlpTransfer.Classifiers;

namespace NlpTransfer.Experiments;

/// <summary>A comparison as CSV, JSON or Markdown.</summary>
public static class ComparisonText
{
    /// <summary>Comma separated: a column a figure and one for its deviation; empty where there is none.</summary>
    public static string Csv(RunComparison comparison)
    {
        string[] heads = ["name", "runs", .. RunComparison.Figures.SelectMany(f => new[] { f, $"{f} deviation" }), "difference", "low", "high", "p"];
        return Lines([heads, .. comparison.Groups.Select(g => Cells(g).ToArray())], row => string.Join(',', row.Select(Quoted)));
    }

    /// <summary>A table in Markdown.</summary>
    public static string Markdown(RunComparison comparison)
    {
        string[] heads = Heads;
        return Lines([heads, [.. heads.Select((_, i) => i == 0 ? "---" : "---:")], .. Rows(comparison)], row => $"| {string.Join(" | ", row.Select(c => c.Replace("|", "\\|", StringComparison.Ordinal)))} |");
    }

    /// <summary>Titles of the columns that people read.</summary>
    public static string[] Heads { get; } = ["", "runs", .. RunComparison.Figures, "difference", "95 %", "p"];

    /// <summary>A row a group under <see cref="Heads"/>.</summary>
    public static IEnumerable<string[]> Rows(RunComparison comparison) => comparison.Groups.Select(g => (string[])
    [
        g.Name, $"{g.Runs.Count}", .. RunComparison.Figures.Select(f => Figure(g.Figures[f])), Signed(g.Against?.Difference),
        g.Against is { } a ? $"{Signed(a.Low)} to {Signed(a.High)}" : "", g.Against is { } s ? Number(s.P, "0.0000") : "",
    ]);

    /// <summary>One JSON document; a group has its runs' folders.</summary>
    public static JsonObject Json(RunComparison comparison) => new()
    {
        ["groups"] = new JsonArray([.. comparison.Groups.Select(g => new JsonObject
        {
            ["name"] = g.Name,
            ["runs"] = new JsonArray([.. g.Runs.Select(r => (JsonNode?)r.Folder)]),
            ["figures"] = ClassifierFiles.ToNode(g.Figures),
            ["against_first"] = g.Against is null ? null : ClassifierFiles.ToNode(g.Against),
            ["without_significance"] = g.WithoutSignificance,
        })]),
    };

    private static IEnumerable<string> Cells(ComparedGroup group) =>
    [
        group.Name, $"{group.Runs.Count}", .. RunComparison.Figures.SelectMany(f => new[] { Exact(group.Figures[f].Mean), Exact(group.Figures[f].Deviation) }),
        Exact(group.Against?.Difference), Exact(group.Against?.Low), Exact(group.Against?.High), Exact(group.Against?.P),
    ];

    private static string Figure(ComparedFigure figure) => figure.Deviation is { } deviation ? $"{Number(figure.Mean, "0.0000")} ± {Number(deviation, "0.0000")}" : Number(figure.Mean, "0.0000");

    // Adding zero makes zero of the minus zero that rounding can leave.
    private static string Signed(double? value) => value is { } number ? Number(Math.Round(number, 4) + 0.0, "+0.0000;-0.0000;0.0000") : "";

    private static string Exact(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static string Quoted(string cell) => cell.AsSpan().IndexOfAny(",\"\n\r") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Lines(IEnumerable<string[]> rows, Func<string[], string> line) => rows.Aggregate(new StringBuilder(), (text, row) => text.Append(line(row)).Append('\n')).ToString();
}

using System.Text.Json.Nodes;

namespace NlpTransfer.Worker.Dashboard;

/// <summary>Figures of the test part (or validation, where there is none) and its confusion matrix.</summary>
internal static class ConfusionTable
{
    private const int MostClasses = 30;

    public static string Of(JsonNode? result)
    {
        var part = result?["test"] is null ? "validation" : "test";
        if (result?[part] is not { } figures) return "";
        return $"""
            <section><h2>Result on the {part} part</h2>
            <dl>{Figure("examples", figures["n"]?.ToString() ?? "")}{string.Concat(new[] { "accuracy", "macro_f1", "mcc", "loss" }.Select(f => Figure(f.Replace('_', ' '), Page.Figure((double?)figures[f]))))}</dl>
            {Matrix(figures)}</section>
            """;
    }

    private static string Figure(string name, string value) => $"<div><dt>{name}</dt><dd>{Page.Text(value)}</dd></div>";

    private static string Matrix(JsonNode figures)
    {
        if (figures["confusion"] is not JsonArray { Count: > 0 and <= MostClasses } rows || figures["per_class"] is not JsonObject classes) return "";
        string[] names = [.. classes.Select(c => Page.Text(c.Key))];
        return $"""
            <div class="wide"><table id="confusion"><caption>Rows: what they are; columns: what they were labelled</caption><thead><tr><th></th>{string.Concat(names.Select(n => $"<th>{n}</th>"))}</tr></thead><tbody>
            {string.Concat(rows.Select((row, i) => $"<tr><th>{names[i]}</th>{string.Concat(row!.AsArray().Select((c, j) => $"<td class=\"{(i == j ? "right" : "wrong")}\">{(int)c!}</td>"))}</tr>"))}
            </tbody></table></div>
            """;
    }
}

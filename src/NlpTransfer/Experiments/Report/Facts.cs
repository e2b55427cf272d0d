using System.Text;
using System.Text.Json.Nodes;

namespace NlpTransfer.Experiments;

/// <summary>What a run read, how long it took, and what it takes to do it again.</summary>
internal static class Facts
{
    private const double Width = 680, Left = 130, Row = 24, Right = 80;

    public static string Data(RunRecord run)
    {
        var data = run.Experiment["data"];
        string[][] rows = [.. new[] { "training", "validation", "test" }.Where(part => data?[$"{part}_examples"] is not null).Select(part => new[] { part, $"{data![$"{part}_examples"]}", $"{data[$"{part}_sha256"]}" })];
        return (rows.Length == 0 ? "" : Markup.Table(["part", "examples", "SHA-256"], rows, texts: true)) + string.Concat(Sentences(run).Select(s => $"<p>{Markup.Escape(s)}</p>\n"));
    }

    public static string Time(RunRecord run)
    {
        if (run.Experiment[RunFacts.Stages] is not JsonObject stages || stages.Count == 0) return "";
        var longest = Math.Max(1e-9, stages.Max(s => (double)s.Value!));
        var svg = new StringBuilder();
        foreach (var (i, (name, value)) in stages.Index())
        {
            var (seconds, y) = ((double)value!, i * Row);
            svg.Append(Markup.Text(Left - 8, y + 16, Markup.Short(name, 18), "end")).Append(Markup.Box(Left, y + 4, (Width - Left - Right) * seconds / longest, Row - 8, "trains"));
            svg.Append(Markup.Text(Left + ((Width - Left - Right) * seconds / longest) + 6, y + 16, $"{Markup.Number(seconds, "0.00")} s", "start"));
        }
        return Markup.Svg(Width, stages.Count * Row, "Seconds of each stage", svg.ToString());
    }

    public static string Origin(RunRecord run)
    {
        var options = RunOptions.All(run.Experiment["command"]).Select(o => new[] { o.Key, o.Values.Length == 0 ? "true" : string.Join(' ', o.Values) });
        var versions = (run.Experiment["versions"] as JsonObject ?? []).Select(v => new[] { v.Key, $"{v.Value}" });
        var commit = run.Experiment[RunFacts.Commit] is { } sha ? [["commit", $"{sha}"]] : Array.Empty<string[]>();
        var again = $"<p>All of it is in <code>{ResolvedFile.Name}</code> beside this file: <code>nlp-transfer run {ResolvedFile.Name} --out FOLDER</code>.</p>\n";
        return again + Markup.Table(["option", "value"], [.. options, ["seed", $"{run.Seed}"], .. versions, .. commit], texts: true);
    }

    private static IEnumerable<string> Sentences(RunRecord run)
    {
        if (run.Experiment[RunFacts.Words] is JsonObject words)
            yield return $"{words["known_tokens"]} of {words["tokens"]} running words of the training part have a vector ({Markup.Number((double)words["known_tokens"]! / Math.Max(1, (double)words["tokens"]!), "0.0 %")}), {words["known_words"]} of {words["words"]} different ones.";
        if ((run.Training?["result"]?["epochs"] as JsonArray)?.LastOrDefault()?["truncated"] is { } truncated)
            yield return (int)truncated == 0 ? "No training example was cut off." : $"{truncated} training examples are longer than the model's limit and were cut off there.";
        foreach (var features in (run.Training?["result"]?["features"] as JsonArray ?? []).OfType<JsonObject>())
            yield return $"Frozen layers over the {features["data"]} part: {features["frozen_groups"]} groups, {(features["reason"] is { } reason ? $"run in every step ({reason})" : $"{features["storage"]} in {Markup.Number((double?)features["seconds"], "0.0")} s, read {features["hits"]} times")}.";
    }
}

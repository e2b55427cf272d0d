using System.Text.Json;
using System.Text.Json.Nodes;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.Training;

namespace NlpTransfer.Tests.Experiments;

/// <summary>Folders as finished trainings leave them, with predictions that are given.</summary>
internal static class FakeRuns
{
    public static readonly string[] Labels = ["ham", "spam"];

    /// <summary>A run whose probability of spam for example i is given; the truth is spam for every other example.</summary>
    public static string Write(string folder, Dictionary<string, string[]> command, long seed, IReadOnlyList<double> spam, string file = "mails.csv")
    {
        Directory.CreateDirectory(Path.Combine(folder, "model"));
        Directory.CreateDirectory(Path.Combine(folder, "predictions"));
        File.WriteAllText(Path.Combine(folder, "experiment.json"), new JsonObject
        {
            ["format_version"] = 1,
            ["command"] = new JsonObject(command.Select(c => KeyValuePair.Create(c.Key, (JsonNode?)new JsonArray([.. c.Value.Select(v => (JsonNode?)v)])))),
            ["seed"] = seed,
            ["finished"] = "2026-01-02T03:04:05.0000000+00:00",
        }.ToJsonString());
        var rows = spam.Select((p, i) => new SavedPrediction(file, i + 1, [Labels[i % 2]], [Labels[p >= 0.5 ? 1 : 0]], new() { ["ham"] = 1 - p, ["spam"] = p })).ToList();
        File.WriteAllLines(Path.Combine(folder, "predictions", "test.jsonl"), rows.Select(r => JsonSerializer.Serialize(r, new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower })));
        var metrics = Measure(spam);
        string json = JsonSerializer.Serialize(metrics);
        File.WriteAllText(Path.Combine(folder, "model", "metrics.json"), $$"""{"format_version": 1, "validation": {{json}}, "test": {{json}}}""");
        return folder;
    }

    /// <summary>What the library measures of such probabilities.</summary>
    public static ClassificationMetrics Measure(IReadOnlyList<double> spam) =>
        ClassificationMetrics.Compute([.. spam.SelectMany(p => new[] { (float)(1 - p), (float)p })], [.. spam.Select((_, i) => i % 2)], Labels);

    /// <summary>Probabilities that are right for all examples but those in <paramref name="wrong"/>.</summary>
    public static double[] Probabilities(int count, Func<int, bool> wrong) => [.. Enumerable.Range(0, count).Select(i => (i % 2 == 1) != wrong(i) ? 0.875 : 0.125)];
}

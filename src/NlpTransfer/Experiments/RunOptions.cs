using System.Text.Json.Nodes;

namespace NlpTransfer.Experiments;

/// <summary>The <c>command</c> of a run's <c>experiment.json</c> as options by name.</summary>
internal static class RunOptions
{
    private static readonly string[] BesideConfiguration = ["seed", "threads", "offline", "cache-memory", "cache-folder", "cache-folder-limit"];

    /// <summary>What makes runs of one configuration.</summary>
    public static IReadOnlyDictionary<string, string> Of(JsonNode? command, string folder) => All(command)
        .Where(o => !BesideConfiguration.Contains(o.Key))
        .ToDictionary(o => o.Key, o => o.Key == ExperimentFile.ScheduleKey ? Schedule(o.Values[0], folder) : o.Values.Length == 0 ? "true" : string.Join(' ', o.Values));

    /// <summary>Every option with its values; a switch has none.</summary>
    public static IReadOnlyList<(string Key, string[] Values)> All(JsonNode? command)
    {
        if (command is not JsonObject options) return [];
        return [.. options.SelectMany(o => o.Key == ExperimentKeys.SettingOption ? Settings(o.Value) : [(o.Key.TrimStart('-'), Texts(o.Value))])];
    }

    private static IEnumerable<(string, string[])> Settings(JsonNode? values) => Texts(values).Select(v => v.Split('=', 2)).Select(p => (p[0], new[] { p[^1] }));

    private static string[] Texts(JsonNode? values) => [.. (values as JsonArray ?? []).Select(v => (string)v!)];

    // A schedule of the run's own has another path in every run.
    private static string Schedule(string value, string folder) =>
        Path.GetFullPath(value) == Path.GetFullPath(Path.Combine(folder, TrialFolder.ScheduleFile)) && File.Exists(value) ? File.ReadAllText(value) : value;
}

using System.Text.Json.Nodes;
using NlpTransfer.FineTuning;

namespace NlpTransfer.Experiments;

/// <summary>The experiment file of one run that happened: every option it was given with paths in full, the schedule of a file written out, and its threads.</summary>
public static class ResolvedFile
{
    /// <summary>Its name in the run's folder.</summary>
    public const string Name = "experiment.yml";

    /// <summary>Writes it.</summary>
    /// <param name="folder">The run's.</param>
    /// <param name="command">The <c>command</c> of its <c>experiment.json</c>.</param>
    /// <exception cref="OptionsException">The schedule that it names has faults.</exception>
    public static void Write(string folder, JsonObject command) => File.WriteAllText(Path.Combine(folder, Name), ToYaml(Path.GetFileName(Path.GetFullPath(folder)), command));

    /// <summary>The file's text.</summary>
    /// <param name="name">What the run is called.</param>
    /// <param name="command">The <c>command</c> of its <c>experiment.json</c>.</param>
    /// <exception cref="OptionsException">The schedule that it names has faults.</exception>
    public static string ToYaml(string name, JsonObject command)
    {
        var root = new JsonObject { ["name"] = TrialNames.Clean(name) };
        foreach (var (key, values) in RunOptions.All(command)) root[key] = Value(key, values);
        return ScheduleWriter.Yaml(root);
    }

    private static JsonNode Value(string key, string[] values) => values switch
    {
        [] => true,
        [var file] when key == ExperimentFile.ScheduleKey && FineTuning.ScheduleFile.IsPath(file) => ScheduleWriter.Node(FineTuning.ScheduleFile.Read(file)),
        _ => Value(values),
    };

    // A list of one list: several values that belong to one run.
    internal static JsonNode Value(IReadOnlyList<string> values) => values is [var value] ? value : new JsonArray(new JsonArray([.. values.Select(v => (JsonNode?)v)]));
}

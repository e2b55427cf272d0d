using System.Text.Json;
using System.Text.Json.Nodes;

namespace NlpTransfer.FineTuning;

/// <summary>Schedules in files: YAML, or JSON with the same keys. One file serves every model.</summary>
/// <remarks>
/// <code>
/// name: head-then-top
/// phases:
///   - name: head
///     groups: [head]
///     epochs: 2
///   - name: upper layers
///     groups: [head, {from: layer.8, rate: 0.1}]
///     rate-decay: 2.6
///     learning-rates: cosine
///     until-no-improvement: 3
///     max-epochs: 20
/// </code>
/// </remarks>
public static class ScheduleFile
{
    private const string What = "a schedule";

    /// <summary>Whether a text names a file rather than a preset: by its ending, or because the file is there.</summary>
    public static bool IsPath(string nameOrPath) => Endings.Contains(Path.GetExtension(nameOrPath).ToLowerInvariant()) || File.Exists(nameOrPath);

    /// <summary>Endings that are read as YAML or JSON.</summary>
    /// <value>.yaml, .yml and .json</value>
    public static IReadOnlyList<string> Endings { get; } = [".yaml", ".yml", ".json"];

    /// <summary>Reads a schedule.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="OptionsException">The file holds something else; every fault with its line.</exception>
    public static FineTuningSchedule Read(string path) => Parse(YamlText.Load(path, What), path, YamlText.IsJson(path));

    /// <summary>Reads a schedule from text.</summary>
    /// <param name="source">What messages call it.</param>
    /// <param name="isJson">Whether it must be JSON; YAML otherwise.</param>
    /// <exception cref="OptionsException">The text holds something else; every fault with its line.</exception>
    public static FineTuningSchedule Parse(string text, string source = "schedule", bool isJson = false)
    {
        var root = YamlText.Root(text, source, isJson, What);
        var faults = new List<string>();
        var schedule = new ScheduleReader(source, faults).Schedule(root);
        OptionsException.ThrowIfAny(source, faults);
        return schedule!;
    }

    /// <summary>Writes a schedule so that <see cref="Read"/> gives it back; JSON where the name ends in <c>.json</c>, else YAML.</summary>
    public static void Write(string path, FineTuningSchedule schedule) => File.WriteAllText(path, YamlText.IsJson(path) ? ToJson(schedule) : ToYaml(schedule));

    /// <summary>The schedule as YAML.</summary>
    public static string ToYaml(FineTuningSchedule schedule) => ScheduleWriter.Yaml(ScheduleWriter.Node(schedule));

    /// <summary>The schedule as JSON.</summary>
    public static string ToJson(FineTuningSchedule schedule) => ScheduleWriter.Node(schedule).ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }) + "\n";
}

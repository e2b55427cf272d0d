using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

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
    private const long LargestFile = 1 << 20;
    private const int DeepestFile = 16;

    /// <summary>Whether a text names a file rather than a preset: by its ending, or because the file is there.</summary>
    public static bool IsPath(string nameOrPath) => Endings.Contains(Path.GetExtension(nameOrPath).ToLowerInvariant()) || File.Exists(nameOrPath);

    /// <summary>Endings that are read as YAML or JSON.</summary>
    /// <value>.yaml, .yml and .json</value>
    public static IReadOnlyList<string> Endings { get; } = [".yaml", ".yml", ".json"];

    /// <summary>Reads a schedule.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="OptionsException">The file holds something else; every fault with its line.</exception>
    public static FineTuningSchedule Read(string path)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no schedule file '{path}'.", path);
        var size = new FileInfo(path).Length;
        if (size > LargestFile) throw new OptionsException(path, [$"{path}: expected a schedule of at most {LargestFile:N0} bytes, found {size:N0}."]);
        return Parse(File.ReadAllText(path), path, IsJson(path));
    }

    /// <summary>Reads a schedule from text.</summary>
    /// <param name="source">What messages call it.</param>
    /// <param name="isJson">Whether it must be JSON; YAML otherwise.</param>
    /// <exception cref="OptionsException">The text holds something else; every fault with its line.</exception>
    public static FineTuningSchedule Parse(string text, string source = "schedule", bool isJson = false)
    {
        var root = Root(text, source, isJson);
        var faults = new List<string>();
        var schedule = new ScheduleReader(source, faults).Schedule(root);
        OptionsException.ThrowIfAny(source, faults);
        return schedule!;
    }

    /// <summary>Writes a schedule so that <see cref="Read"/> gives it back; JSON where the name ends in <c>.json</c>, else YAML.</summary>
    public static void Write(string path, FineTuningSchedule schedule) => File.WriteAllText(path, IsJson(path) ? ToJson(schedule) : ToYaml(schedule));

    /// <summary>The schedule as YAML.</summary>
    public static string ToYaml(FineTuningSchedule schedule) => ScheduleWriter.Yaml(ScheduleWriter.Node(schedule));

    /// <summary>The schedule as JSON.</summary>
    public static string ToJson(FineTuningSchedule schedule) => ScheduleWriter.Node(schedule).ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }) + "\n";

    private static bool IsJson(string path) => Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase);

    // JSON is read as the YAML that it also is, which keeps the line of every value.
    private static YamlNode Root(string text, string source, bool isJson)
    {
        try
        {
            if (isJson) JsonNode.Parse(text);
            CheckDepth(text, source);
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count == 1) return stream.Documents[0].RootNode;
            throw Fault(source, 1, $"expected one schedule, found {(stream.Documents.Count == 0 ? "nothing" : $"{stream.Documents.Count} documents")}.");
        }
        catch (JsonException error)
        {
            throw Fault(source, (error.LineNumber ?? 0) + 1, $"this is no JSON: {error.Message}");
        }
        catch (YamlException error)
        {
            throw Fault(source, error.Start.Line, $"this is no YAML: {error.Message}");
        }
    }

    // Nodes are built by recursion, which a file of brackets would send through the stack.
    private static void CheckDepth(string text, string source)
    {
        var (parser, depth) = (new Parser(new StringReader(text)), 0);
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > DeepestFile) throw Fault(source, parser.Current.Start.Line, "expected a schedule, found lists within lists within lists.");
        }
    }

    private static OptionsException Fault(string source, long line, string what) => new(source, [$"{source}, line {line}: {what}"]);
}

using NlpTransfer.FineTuning;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace NlpTransfer.Experiments;

/// <summary>One run, of a mapping in which every option has one value.</summary>
internal sealed class TrialReader(string source, ExperimentKeys keys, FileFaults faults)
{
    private readonly string folder = Path.GetDirectoryName(Path.GetFullPath(source))!;

    public Trial Read(YamlMappingNode mapping, IReadOnlyCollection<string> without, string name, List<(string Label, string Value)> varied)
    {
        var children = mapping.Children.Select(c => (Key: ((YamlScalarNode)c.Key).Value!, Node: c.Value)).Where(c => !without.Contains(c.Key)).ToList();
        var schedule = children.FirstOrDefault(c => c is { Key: ExperimentFile.ScheduleKey, Node: YamlMappingNode }).Node;
        return new Trial
        {
            Name = varied.Count == 0 ? name : string.Join(',', varied.Select(v => $"{v.Label}={v.Value}")),
            Options = [.. children.Where(c => c.Node != schedule).Select(c => Option(c.Key, c.Node)).OfType<TrialOption>()],
            Schedule = schedule is null ? null : Schedule(schedule),
            Varied = varied.ToDictionary(v => v.Label, v => v.Value),
        };
    }

    /// <summary>Null where the node has a fault.</summary>
    public TrialOption? Option(string key, YamlNode node)
    {
        if (Values(key, node) is not { } values) return null;
        if (keys.Switches.Contains(key) && values is not ["true"] and not ["false"])
        {
            faults.Add(node, $"'{key}' must be true or false, was {FileFaults.Kind(node)}.");
            return null;
        }
        return new(key, [.. values.Select(value => keys.InFull(key, value, folder))], FileFaults.Place(node));
    }

    /// <summary>Null where there is none.</summary>
    public string? Text(string key, YamlNode node)
    {
        if (node is YamlScalarNode { Value: { Length: > 0 } text } scalar && (scalar.Style != ScalarStyle.Plain || text is not ("null" or "~"))) return text;
        faults.Add(node, $"'{key}' needs a value, was {FileFaults.Kind(node)}.");
        return null;
    }

    // A list within a list is one value: several patterns, or numbers with commas between them.
    private string[]? Values(string key, YamlNode node)
    {
        if (node is not YamlSequenceNode list) return Text(key, node) is { } text ? [text] : null;
        var texts = list.Children.Select(child => Text(key, child)).ToArray();
        if (texts.Contains(null)) return null;
        return keys.Repeatable.Contains(key) ? [.. texts.Select(t => t!)] : [string.Join(',', texts)];
    }

    private FineTuningSchedule? Schedule(YamlNode node)
    {
        var found = new List<string>();
        var schedule = new ScheduleReader(source, found).Schedule(node);
        faults.Add(found);
        return schedule;
    }
}

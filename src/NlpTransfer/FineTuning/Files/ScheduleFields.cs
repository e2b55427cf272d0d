using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace NlpTransfer.FineTuning;

/// <summary>The keys and values of one mapping of a file, each read as what it should be.</summary>
internal sealed class ScheduleFields
{
    private readonly Dictionary<string, YamlNode> values = [];
    private readonly string source;
    private readonly List<string> faults;

    private ScheduleFields(string source, List<string> faults) => (this.source, this.faults) = (source, faults);

    /// <summary>The value of a key; null when the key is not there.</summary>
    public YamlNode? this[string key] => values.GetValueOrDefault(key);

    /// <summary>The fields of a mapping; null when the node is something else.</summary>
    public static ScheduleFields? Of(YamlNode node, string what, string[] keys, string source, List<string> faults)
    {
        if (node is not YamlMappingNode mapping)
        {
            Add(faults, source, node, $"expected {what} with the keys {string.Join(", ", keys)}; found {Kind(node)}.");
            return null;
        }
        var fields = new ScheduleFields(source, faults);
        foreach (var (key, value) in mapping.Children) fields.Take(key, value, what, keys);
        return fields;
    }

    public static void Add(List<string> faults, string source, YamlNode node, string what) => faults.Add($"{source}, line {node.Start.Line}: {what}");

    public void Fault(YamlNode node, string what) => Add(faults, source, node, what);

    public string? Text(string key) => Scalar(key, "a text");

    public double? Number(string key)
    {
        if (Scalar(key, "a number") is not { } text) return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)) return value;
        return Wrong<double>(key, "a number", text);
    }

    public long? Whole(string key)
    {
        if (Scalar(key, "a whole number") is not { } text) return null;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) < int.MaxValue) return value;
        return Wrong<long>(key, "a whole number", text);
    }

    public bool? Truth(string key) => Scalar(key, "true or false") switch
    {
        null => null,
        "true" => true,
        "false" => false,
        { } text => Wrong<bool>(key, "true or false", text),
    };

    public IList<YamlNode>? List(string key)
    {
        if (this[key] is not { } node) return null;
        if (node is YamlSequenceNode list) return list.Children;
        Fault(node, $"'{key}' must be a list, was {Kind(node)}.");
        return [];
    }

    private static string Kind(YamlNode node) => node switch
    {
        YamlMappingNode => "a mapping",
        YamlSequenceNode => "a list",
        YamlScalarNode { Value: { Length: > 0 } text } => $"'{text}'",
        _ => "nothing",
    };

    private void Take(YamlNode key, YamlNode value, string what, string[] keys)
    {
        var name = (key as YamlScalarNode)?.Value ?? "";
        if (keys.Contains(name)) values[name] = value;
        else Fault(key, $"{what} has no key '{name}'.{NameSuggestion.DidYouMean(name, keys)} Its keys: {string.Join(", ", keys)}.");
    }

    private string? Scalar(string key, string expected)
    {
        if (this[key] is not { } node) return null;
        if (node is YamlScalarNode { Value: { Length: > 0 } text }) return text;
        Fault(node, $"'{key}' must be {expected}, was {Kind(node)}.");
        return null;
    }

    private T? Wrong<T>(string key, string expected, string found) where T : struct
    {
        Fault(this[key]!, $"'{key}' must be {expected}, was '{found}'.");
        return null;
    }
}

using YamlDotNet.RepresentationModel;

namespace NlpTransfer.Experiments;

/// <summary>A place in a file that has several values, of which each run takes one.</summary>
/// <param name="Label">What the value is called in a run's name: its key, with the keys above it where it lies deeper.</param>
/// <param name="Before">What stands there in the file.</param>
/// <param name="Values">The values in it.</param>
/// <param name="Put">Puts one of them there.</param>
internal sealed record GridSlot(string Label, YamlNode Before, IReadOnlyList<YamlNode> Values, Action<YamlNode> Put)
{
    private const string Grid = "grid";

    /// <summary>All places below a mapping, in the order of the file; at its own keys a list is enough, deeper it takes <c>{grid: [...]}</c>.</summary>
    public static IEnumerable<GridSlot> In(YamlMappingNode root, IReadOnlyCollection<string> without)
    {
        foreach (var (key, value) in root.Children.ToArray())
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (without.Contains(name)) continue;
            var list = value as YamlSequenceNode ?? Marked(value);
            var slots = list is null ? Below(value, name) : [new(name, value, [.. list.Children], v => root.Children[key] = v)];
            foreach (var slot in slots) yield return slot;
        }
    }

    /// <summary>The list of <c>{grid: [...]}</c>.</summary>
    private static YamlSequenceNode? Marked(YamlNode node) =>
        node is YamlMappingNode { Children.Count: 1 } mapping && mapping.Children[0] is { Key: YamlScalarNode { Value: Grid }, Value: YamlSequenceNode list } ? list : null;

    private static IEnumerable<GridSlot> Below(YamlNode node, string label) => node switch
    {
        YamlMappingNode mapping => mapping.Children.ToArray().SelectMany(c => At(c.Value, $"{label}.{(c.Key as YamlScalarNode)?.Value}", v => mapping.Children[c.Key] = v)),
        YamlSequenceNode list => list.Children.ToArray().SelectMany((child, i) => At(child, $"{label}.{i + 1}", v => list.Children[i] = v)),
        _ => [],
    };

    private static IEnumerable<GridSlot> At(YamlNode node, string label, Action<YamlNode> put) =>
        Marked(node) is { } list ? [new(label, node, [.. list.Children], put)] : Below(node, label);
}

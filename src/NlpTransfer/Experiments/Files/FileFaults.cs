using YamlDotNet.RepresentationModel;

namespace NlpTransfer.Experiments;

/// <summary>What is wrong with a file, each with its line and column.</summary>
internal sealed class FileFaults(string source)
{
    private readonly List<string> faults = [];

    /// <summary>Each once, in the order they were found.</summary>
    public IReadOnlyList<string> All => [.. faults.Distinct()];

    public void Add(YamlNode node, string what) => faults.Add($"{source}, {Place(node)}: {what}");

    /// <summary>One that has its place already.</summary>
    public void Add(IEnumerable<string> placed) => faults.AddRange(placed);

    public static string Place(YamlNode node) => $"line {node.Start.Line}, column {node.Start.Column}";

    public static string Kind(YamlNode node) => node switch
    {
        YamlMappingNode => "a mapping",
        YamlSequenceNode => "a list",
        YamlScalarNode { Value: { Length: > 0 } text } => $"'{text}'",
        _ => "nothing",
    };
}

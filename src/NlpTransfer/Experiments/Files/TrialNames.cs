using YamlDotNet.RepresentationModel;

namespace NlpTransfer.Experiments;

/// <summary>Names of runs, which are names of folders too.</summary>
internal static class TrialNames
{
    private const int Longest = 120; // with room below the 255 bytes of a file system

    /// <summary>A value as part of a name.</summary>
    /// <param name="place">Its place among the values, for what cannot be said in a word.</param>
    public static string Of(YamlNode node, int place) => node switch
    {
        YamlScalarNode { Value: { } text } => Clean(Last(text)),
        YamlSequenceNode list => string.Join('+', list.Children.Select(child => Of(child, place))),
        YamlMappingNode mapping when mapping.Children.FirstOrDefault(c => c.Key is YamlScalarNode { Value: "name" }).Value is YamlScalarNode { Value: { } name } => Clean(name),
        _ => $"{place + 1}",
    };

    /// <summary>With a dash for what a folder's name should not have.</summary>
    public static string Clean(string text) => new([.. text.Select(c => char.IsAsciiLetterOrDigit(c) || "._=,+-".Contains(c) ? c : '-')]);

    /// <summary>Each name once; names that are too long, or that two runs would share, are followed by a number.</summary>
    public static IReadOnlyList<Trial> Distinct(List<Trial> trials)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. trials.Select(trial => trial with { Name = Free(trial.Name.Length > Longest ? trial.Name[..Longest] : trial.Name, seen) })];
    }

    private static string Free(string name, HashSet<string> seen) => Enumerable.Range(1, int.MaxValue).Select(n => n == 1 ? name : $"{name}-{n}").First(seen.Add);

    // Of a path its last part; "resnet18:weights/a.pth" is a.pth too.
    private static string Last(string text) => text.TrimEnd('/').Split('/')[^1];
}

using NlpTransfer.Backbones;
using static TorchSharp.torch;

namespace NlpTransfer.Heads;

/// <summary>
/// The two laws of layer groups. A parameter outside of every group would never freeze, and one in two groups would be
/// stepped twice; both train quietly and wrongly.
/// </summary>
internal static class GroupCheck
{
    public static void Run(nn.Module model, IReadOnlyList<LayerGroup> groups)
    {
        var twice = groups.GroupBy(g => g.Name).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null) throw new ArgumentException($"Layer groups must have names of their own; {twice.Count()} are called '{twice.Key}'.");
        var owners = groups.SelectMany(g => g.Parameters.Select(p => (p.Handle, g.Name))).ToLookup(p => p.Handle, p => p.Name);
        foreach (var (name, parameter) in model.named_parameters()) Check(name, [.. owners[parameter.Handle]], groups);
    }

    private static void Check(string parameter, string[] owners, IReadOnlyList<LayerGroup> groups)
    {
        if (owners.Length == 0)
            throw new ArgumentException($"Parameter '{parameter}' is in no layer group; the groups are {string.Join(", ", groups.Select(g => g.Name))}. Add its module to one.");
        if (owners.Length > 1)
            throw new ArgumentException($"Parameter '{parameter}' is in {owners.Length} layer groups ({string.Join(", ", owners)}); it must be in one.");
    }
}

using NlpTransfer.Backbones;

namespace NlpTransfer.FineTuning;

/// <summary>A layer group without its tensors.</summary>
/// <param name="Name">As in <c>embeddings</c>, <c>layer.0</c>, <c>head</c>.</param>
/// <param name="IsPretrained">Whether its weights come from a pretrained model.</param>
/// <param name="Parameters">Numbers that can train.</param>
/// <param name="Fixed">Numbers that a pattern keeps frozen.</param>
public sealed record GroupOutline(string Name, bool IsPretrained, long Parameters, long Fixed = 0)
{
    /// <summary>The outlines of a model's groups.</summary>
    /// <param name="freezeParameters">Patterns of what stays frozen.</param>
    /// <exception cref="ArgumentException">A pattern matches nothing.</exception>
    public static IReadOnlyList<GroupOutline> Of(IReadOnlyList<LayerGroup> groups, IReadOnlyList<string> freezeParameters)
    {
        var frozen = FrozenParameters.Of(groups, freezeParameters);
        return [.. groups.Select(g => new GroupOutline(g.Name, g.IsPretrained, g.Parameters.Where(p => !frozen.Holds(p)).Sum(p => p.numel()), g.Parameters.Where(frozen.Holds).Sum(p => p.numel())))];
    }
}

using NlpTransfer.Backbones;

namespace NlpTransfer.FineTuning;

/// <summary>A layer group without its tensors.</summary>
/// <param name="Name">As in <c>embeddings</c>, <c>layer.0</c>, <c>head</c>.</param>
/// <param name="IsPretrained">Whether its weights come from a pretrained model.</param>
/// <param name="Parameters">Numbers that could train.</param>
public sealed record GroupOutline(string Name, bool IsPretrained, long Parameters)
{
    /// <summary>The outlines of a model's groups.</summary>
    public static IReadOnlyList<GroupOutline> Of(IEnumerable<LayerGroup> groups) =>
        [.. groups.Select(g => new GroupOutline(g.Name, g.IsPretrained, g.Parameters.Sum(p => p.numel())))];
}

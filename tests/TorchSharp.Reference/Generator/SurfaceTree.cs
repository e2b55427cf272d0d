namespace TorchSharp.Reference;

/// <summary>The recorded types by namespace.</summary>
internal sealed class SurfaceTree
{
    private readonly Dictionary<string, TypeNode> types = new(StringComparer.Ordinal);

    internal SortedDictionary<string, List<TypeNode>> Namespaces { get; } = new(StringComparer.Ordinal);

    internal static SurfaceTree Parse(IEnumerable<string> lines)
    {
        var tree = new SurfaceTree();
        List<SurfaceLine> parsed = [.. lines.Select(SurfaceLine.Parse)];
        foreach (string name in parsed.Select(line => line.DeclaringType).Distinct().OrderBy(Depth)) tree.types.Add(name, new TypeNode(LastPart(name)));
        foreach (string name in tree.types.Keys) tree.Place(name);
        foreach (SurfaceLine line in parsed) tree.Add(line);
        return tree;
    }

    private static int Depth(string name) => SurfaceText.Split(name, ".").Count;

    private static string LastPart(string name) => SurfaceText.Split(name, ".")[^1];

    private void Place(string name)
    {
        string outer = string.Join('.', SurfaceText.Split(name, ".").SkipLast(1));
        if (types.TryGetValue(outer, out TypeNode? parent)) parent.Nested.Add(types[name]);
        else if (Namespaces.TryGetValue(outer, out List<TypeNode>? list)) list.Add(types[name]);
        else Namespaces.Add(outer, [types[name]]);
    }

    private void Add(SurfaceLine line)
    {
        if (line.Kind == "type") types[line.DeclaringType].Declaration = line.Text;
        else types[line.DeclaringType].Members.Add(line);
    }
}

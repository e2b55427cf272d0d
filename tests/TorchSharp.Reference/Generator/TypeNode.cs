namespace TorchSharp.Reference;

/// <summary>A recorded type with its members and the types nested in it.</summary>
internal sealed class TypeNode(string name)
{
    /// <summary>The last part of the full name, type parameters included.</summary>
    internal string Name => name;

    internal string BareName => name.Split('<')[0];

    /// <summary>What follows "[type]": modifiers, kind, bases, constraints.</summary>
    internal string Declaration { get; set; } = "class";

    internal List<SurfaceLine> Members { get; } = [];

    internal List<TypeNode> Nested { get; } = [];
}

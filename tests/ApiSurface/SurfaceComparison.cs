using System.Reflection;

namespace ApiSurface;

/// <summary>Finds what a subset shows that the real assembly does not have.</summary>
internal sealed class SurfaceComparison(RecordedSurface recorded, bool nullability)
{
    /// <summary>One entry for each public or protected member that is not recorded with the same signature,
    /// with the recorded lines of the same name below it. Empty when the assembly is a true subset.</summary>
    internal IReadOnlyList<string> Extras(Assembly subset) => Extras(SurfaceFormatter.Format(subset));

    internal IReadOnlyList<string> Extras(IEnumerable<SurfaceMember> members) =>
        [.. members.Where(m => !IsRecorded(m)).Select(Describe).Order(StringComparer.Ordinal)];

    private bool IsRecorded(SurfaceMember member) =>
        recorded.Contains(member.Pattern, nullability)
        || (member.Member is Type type && IsRecordedType(type, member.Line))
        || (BaseMember(member.Member) is { } inherited && AddsNothingTo(inherited));

    // An override that the real type inherits instead is callable in the same way; so is one of Object's members.
    private bool AddsNothingTo(MethodInfo inherited) =>
        inherited.DeclaringType!.Assembly == typeof(object).Assembly
        || SurfaceFormatter.Format(inherited.DeclaringType).Any(m => Declares(m.Member, inherited) && recorded.Contains(m.Pattern, nullability));

    private static bool Declares(MemberInfo member, MethodInfo method) =>
        member == method || (member is PropertyInfo property && property.GetAccessors(true).Contains(method));

    private static MethodInfo? BaseMember(MemberInfo member)
    {
        MethodInfo? method = member as MethodInfo ?? (member as PropertyInfo)?.GetAccessors(true)[0];
        if (method is null || !Modifiers.IsOverride(method))
            return null;
        MethodInfo root = method.GetBaseDefinition();
        return root.DeclaringType!.IsConstructedGenericType ? OnDefinition(root) : root;
    }

    private static MethodInfo OnDefinition(MethodInfo method) =>
        (MethodInfo)method.Module.ResolveMethod(method.MetadataToken)!;

    // A subset may leave out interfaces and intermediate base classes; it may not add any, nor change the kind.
    private bool IsRecordedType(Type type, string line)
    {
        string name = TypeNames.Of(type);
        if (type.IsEnum || recorded.TypeLine(name) is not { } real)
            return false;
        TypeLine mine = TypeLine.Parse(line), theirs = TypeLine.Parse(real);
        return mine.Kind == theirs.Kind && mine.Constraints == theirs.Constraints && mine.Bases.All(AllBases(theirs).Contains);
    }

    private HashSet<string> AllBases(TypeLine line)
    {
        var found = new HashSet<string>(line.Bases, StringComparer.Ordinal);
        foreach (string name in line.Bases)
            if (recorded.TypeLine(name) is { } baseLine)
                found.UnionWith(AllBases(TypeLine.Parse(baseLine)));
        return found;
    }

    private string Describe(SurfaceMember member)
    {
        string[] near = [.. recorded.Near(member)];
        return near.Length == 0
            ? $"not recorded: {member.Line}"
            : $"not recorded: {member.Line}{string.Concat(near.Select(l => $"\n    recorded: {l}"))}";
    }
}

using System.Reflection;

namespace ApiSurface;

/// <summary>One public or protected member, as a line of the recorded surface.</summary>
/// <param name="Member">What the line describes; for enum members the field.</param>
/// <param name="Pattern">The line with a nullability mark behind every reference type.</param>
internal sealed record SurfaceMember(MemberInfo Member, string Pattern)
{
    internal string Line => TypeNames.Unmarked(Pattern);

    public override string ToString() => Line;
}

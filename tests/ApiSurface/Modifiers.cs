using System.Reflection;

namespace ApiSurface;

/// <summary>Accessibility, staticness and inheritance words in the recorded order; public is not written.</summary>
internal static class Modifiers
{
    internal static string Of(MethodBase method) => Access(method) + Kind(method);

    internal static string Of(FieldInfo field) =>
        (field.IsFamily ? "protected " : field.IsFamilyOrAssembly ? "protected internal " : "")
        + (field.IsLiteral ? "const " : field.IsStatic ? "static " : "")
        + (field.IsInitOnly ? "readonly " : "");

    internal static string Of(Type type) =>
        (type.IsNestedFamily ? "protected " : type.IsNestedFamORAssem ? "protected internal " : "") + Kind(type);

    /// <summary>True for what code outside the assembly can see.</summary>
    internal static bool IsVisible(MethodBase? method) =>
        method is not null && (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly);

    internal static bool IsVisible(FieldInfo field) => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly;

    internal static bool IsVisible(Type type) => type.IsNested
        ? (type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsVisible(type.DeclaringType!)
        : type.IsPublic;

    internal static string Access(MethodBase method) =>
        method.IsFamily ? "protected " : method.IsFamilyOrAssembly ? "protected internal " : "";

    private static string Kind(MethodBase method)
    {
        if (method.DeclaringType!.IsInterface)
            return method.IsStatic ? "static " : "";
        if (method.IsStatic)
            return "static ";
        if (method is MethodInfo info && IsOverride(info))
            return "override ";
        return method.IsAbstract ? "abstract " : method.IsVirtual && !method.IsFinal ? "virtual " : "";
    }

    internal static bool IsOverride(MethodInfo method) =>
        method.IsVirtual && (method.Attributes & MethodAttributes.NewSlot) == 0;

    private static string Kind(Type type)
    {
        if (type.IsEnum)
            return "enum";
        if (typeof(MulticastDelegate).IsAssignableFrom(type))
            return "delegate";
        if (type.IsInterface)
            return "interface";
        return type.IsValueType ? StructKind(type) : ClassKind(type);
    }

    private static string StructKind(Type type) =>
        (HasAttribute(type, "System.Runtime.CompilerServices.IsReadOnlyAttribute") ? "readonly " : "")
        + (type.IsByRefLike ? "ref " : "") + "struct";

    private static string ClassKind(Type type) =>
        (type.IsAbstract && type.IsSealed ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "") + "class";

    internal static bool HasAttribute(MemberInfo member, string name) =>
        member.GetCustomAttributesData().Any(a => a.AttributeType.FullName == name);
}

using System.Reflection;

namespace ApiSurface;

/// <summary>Formats everything that code outside an assembly can see, one line a member, as the recorded
/// surfaces in <c>tests/fixtures/api</c> are formatted:
/// <c>Namespace.Outer.Type [kind] modifiers Name(parameters) : type</c>.</summary>
internal static class SurfaceFormatter
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    internal static IEnumerable<SurfaceMember> Format(Assembly assembly) =>
        assembly.GetTypes().Where(Modifiers.IsVisible).SelectMany(Format);

    internal static IEnumerable<SurfaceMember> Format(Type type)
    {
        string name = TypeNames.Of(type);
        IEnumerable<(MemberInfo, string)> lines = type switch
        {
            { IsEnum: true } => EnumMembers(type),
            _ when typeof(MulticastDelegate).IsAssignableFrom(type) => [Delegate(type)],
            _ => Members(type),
        };
        return lines.Prepend(Head(type)).Select(l => Line(name, l.Item1, l.Item2));
    }

    private static SurfaceMember Line(string type, MemberInfo member, string text) =>
        new(member, $"{type} {text}{(member.IsDefined(typeof(ObsoleteAttribute), false) ? " [Obsolete]" : "")}");

    private static (MemberInfo, string) Head(Type type)
    {
        string bases = string.Join(", ", Bases(type));
        int outer = type.DeclaringType?.GetGenericArguments().Length ?? 0;
        string constraints = Signatures.Constraints(type.GetGenericArguments().Skip(outer));
        return (type, $"[type] {Modifiers.Of(type)}{(bases.Length > 0 ? " : " : "")}{bases}{constraints}");
    }

    private static IEnumerable<string> Bases(Type type)
    {
        if (type.IsEnum)
            return [TypeNames.Of(Enum.GetUnderlyingType(type))];
        if (typeof(MulticastDelegate).IsAssignableFrom(type))
            return [];
        IEnumerable<Type> classes = type.BaseType is { } b && b != typeof(object) && b != typeof(ValueType) ? [b] : [];
        return classes.Select(TypeNames.Of).Concat(OwnInterfaces(type).Select(TypeNames.Of).Order(StringComparer.Ordinal));
    }

    // What the type adds: not what its base class or another of its interfaces brings along.
    private static IEnumerable<Type> OwnInterfaces(Type type)
    {
        Type[] all = type.GetInterfaces();
        var inherited = all.SelectMany(i => i.GetInterfaces()).Concat(type.BaseType?.GetInterfaces() ?? []).ToHashSet();
        return all.Where(i => !inherited.Contains(i) && Modifiers.IsVisible(i.IsGenericType ? i.GetGenericTypeDefinition() : i));
    }

    private static IEnumerable<(MemberInfo, string)> EnumMembers(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(f => ((MemberInfo)f, $"[enum] {f.Name} = {Convert.ChangeType(f.GetRawConstantValue(), typeof(long))}"));

    private static (MemberInfo, string) Delegate(Type type)
    {
        MethodInfo invoke = type.GetMethod("Invoke")!;
        return (type, $"[delegate] ({Signatures.Parameters(invoke)}) : {Signatures.Return(invoke)}");
    }

    private static IEnumerable<(MemberInfo, string)> Members(Type type) =>
    [
        .. type.GetConstructors(Declared).Where(c => !c.IsStatic && Modifiers.IsVisible(c)).Select(Constructor),
        .. type.GetFields(Declared).Where(Modifiers.IsVisible).Select(Field),
        .. type.GetProperties(Declared).Where(p => p.GetAccessors(true).Any(Modifiers.IsVisible)).Select(Property),
        .. type.GetEvents(Declared).Where(e => Modifiers.IsVisible(e.AddMethod)).Select(Event),
        .. type.GetMethods(Declared).Where(m => Modifiers.IsVisible(m) && !IsAccessor(m)).Select(Method),
    ];

    private static bool IsAccessor(MethodInfo method) =>
        method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static (MemberInfo, string) Constructor(ConstructorInfo constructor) =>
        (constructor, $"[ctor] {Modifiers.Access(constructor)}.ctor({Signatures.Parameters(constructor)})");

    private static (MemberInfo, string) Field(FieldInfo field) =>
        (field, $"[field] {Modifiers.Of(field)}{field.Name} : {Signatures.Type(field)}"
            + (field.IsLiteral ? " = " + Literals.Of(field.GetRawConstantValue(), field.FieldType) : ""));

    private static (MemberInfo, string) Event(EventInfo happening) =>
        (happening, $"[event] {Modifiers.Of(happening.AddMethod!)}{happening.Name} : {TypeNames.Of(happening.EventHandlerType!)}");

    private static (MemberInfo, string) Method(MethodInfo method)
    {
        string kind = method.IsSpecialName ? "operator" : "method";
        return (method, $"[{kind}] {Modifiers.Of(method)}{method.Name}{Signatures.Generics(method)}({Signatures.Parameters(method)})"
            + $" : {Signatures.Return(method)}{Signatures.Constraints(method.GetGenericArguments())}");
    }

    private static (MemberInfo, string) Property(PropertyInfo property)
    {
        MethodInfo widest = Widest(property);
        // Through the accessor: NullabilityInfoContext fails on an indexer's own parameters when they name a type parameter.
        ParameterInfo[] index = widest.GetParameters()[..property.GetIndexParameters().Length];
        string name = index.Length > 0 ? $"this[{Signatures.Parameters(index)}]" : property.Name;
        string accessors = Accessor(property.GetMethod, "get", widest) + Accessor(property.SetMethod, "set", widest);
        return (property, $"[property] {Modifiers.Of(widest)}{name} : {Signatures.Type(property)} {{ {accessors}}}");
    }

    private static MethodInfo Widest(PropertyInfo property) =>
        property.GetAccessors(true).OrderByDescending(a => a.IsPublic).ThenByDescending(a => a.IsFamilyOrAssembly)
            .ThenByDescending(a => a.IsFamily).First();

    private static string Accessor(MethodInfo? accessor, string word, MethodInfo widest)
    {
        if (!Modifiers.IsVisible(accessor))
            return "";
        string access = Modifiers.Access(accessor!);
        return (access == Modifiers.Access(widest) ? "" : access) + word + "; ";
    }
}

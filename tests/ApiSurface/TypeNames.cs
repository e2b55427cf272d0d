using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace ApiSurface;

/// <summary>Writes types as the recorded surfaces do: C# keywords, no namespace for System, System.IO and
/// System.Collections.Generic, tuples with their names.</summary>
/// <remarks>A reference type is followed by <see cref="Annotated"/> or <see cref="Unannotated"/>, so that a
/// comparison can decide later whether nullability counts.</remarks>
internal sealed class TypeNames
{
    internal const char Annotated = '\u00BF';
    internal const char Unannotated = '\u00A1';

    private static readonly HashSet<string> ShortNamespaces = ["System", "System.IO", "System.Collections.Generic"];

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(bool)] = "bool", [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short", [typeof(ushort)] = "ushort", [typeof(int)] = "int", [typeof(uint)] = "uint",
        [typeof(long)] = "long", [typeof(ulong)] = "ulong", [typeof(float)] = "float", [typeof(double)] = "double",
        [typeof(decimal)] = "decimal", [typeof(char)] = "char", [typeof(string)] = "string", [typeof(object)] = "object",
    };

    private readonly StringBuilder text = new();
    private readonly Queue<string?> tupleNames;

    private TypeNames(ICustomAttributeProvider? owner) => tupleNames = new(NamesOn(owner));

    /// <summary>The name of a type where it is not annotated: a base type, a constraint, an argument of one.</summary>
    internal static string Of(Type type) => Unmarked(Marked(type, null, null));

    /// <summary>The name with a nullability mark behind every reference type.</summary>
    internal static string Marked(Type type, NullabilityInfo? nullability, ICustomAttributeProvider? owner)
    {
        var names = new TypeNames(owner);
        names.Write(type, nullability);
        return names.text.ToString();
    }

    /// <summary>The text as the recorded surface has it, with <c>?</c> where a reference type may be null.</summary>
    internal static string Unmarked(string marked) =>
        marked.Replace(Annotated, '?').Replace(Unannotated.ToString(), "", StringComparison.Ordinal);

    private static IEnumerable<string?> NamesOn(ICustomAttributeProvider? owner) =>
        owner?.GetCustomAttributes(typeof(TupleElementNamesAttribute), false)
            .OfType<TupleElementNamesAttribute>().FirstOrDefault()?.TransformNames ?? [];

    private void Write(Type type, NullabilityInfo? nullability)
    {
        if (type.IsByRef)
            Write(type.GetElementType()!, nullability);
        else if (type.IsPointer)
            WriteThen(type.GetElementType()!, null, "*");
        else if (Nullable.GetUnderlyingType(type) is { } value)
            WriteThen(value, nullability, "?");
        else if (type.IsArray)
            WriteArray(type, nullability);
        else
            WriteNamed(type, nullability);
        if (!type.IsValueType && !type.IsByRef && !type.IsPointer)
            text.Append(IsAnnotated(type, nullability) ? Annotated : Unannotated);
    }

    // Reflection calls every unconstrained T nullable, annotated or not; the recorded lists have no T? of that kind.
    private static bool IsAnnotated(Type type, NullabilityInfo? nullability) =>
        !type.IsGenericParameter && nullability?.ReadState == NullabilityState.Nullable;

    private void WriteThen(Type type, NullabilityInfo? nullability, string suffix)
    {
        Write(type, nullability);
        text.Append(suffix);
    }

    private void WriteArray(Type type, NullabilityInfo? nullability) =>
        WriteThen(type.GetElementType()!, nullability?.ElementType, "[" + new string(',', type.GetArrayRank() - 1) + "]");

    private void WriteNamed(Type type, NullabilityInfo? nullability)
    {
        NullabilityInfo[] arguments = nullability?.GenericTypeArguments ?? [];
        if (Keywords.TryGetValue(type, out string? keyword))
            text.Append(keyword);
        else if (type.IsGenericParameter)
            text.Append(type.Name);
        else if (type.IsGenericType && IsTuple(type))
            WriteTuple(type, arguments);
        else
            WriteDeclared(type, arguments);
    }

    private static bool IsTuple(Type type) =>
        type.Namespace == "System" && type.Name.StartsWith("ValueTuple`", StringComparison.Ordinal);

    private void WriteTuple(Type type, NullabilityInfo[] nullability)
    {
        Type[] elements = type.GetGenericArguments();
        string?[] names = [.. elements.Select(_ => tupleNames.TryDequeue(out string? name) ? name : null)];
        text.Append('(');
        for (var i = 0; i < elements.Length; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            Write(elements[i], nullability.ElementAtOrDefault(i));
            text.Append(names[i] is null ? "" : " " + names[i]);
        }
        text.Append(')');
    }

    private void WriteDeclared(Type type, NullabilityInfo[] nullability)
    {
        Type[] arguments = type.GetGenericArguments();
        int outer = type.DeclaringType?.GetGenericArguments().Length ?? 0;
        if (type.DeclaringType is { } declaring)
            WriteDeclared(outer == 0 ? declaring : declaring.MakeGenericType(arguments[..outer]), nullability);
        else if (!ShortNamespaces.Contains(type.Namespace ?? ""))
            text.Append(type.Namespace);
        if (type.DeclaringType is not null || !ShortNamespaces.Contains(type.Namespace ?? "System"))
            text.Append('.');
        text.Append(type.Name.Split('`')[0]);
        if (arguments.Length > outer)
            WriteArguments(arguments, outer, nullability);
    }

    private void WriteArguments(Type[] arguments, int first, NullabilityInfo[] nullability)
    {
        for (int i = first; i < arguments.Length; i++)
        {
            text.Append(i == first ? '<' : ',');
            Write(arguments[i], nullability.ElementAtOrDefault(i));
        }
        text.Append('>');
    }
}

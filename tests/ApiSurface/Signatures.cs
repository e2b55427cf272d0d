using System.Reflection;
using System.Runtime.CompilerServices;

namespace ApiSurface;

/// <summary>Parameter lists, generic parameters and constraints.</summary>
internal static class Signatures
{
    [ThreadStatic] private static NullabilityInfoContext? nullability;

    // It is not safe from several threads at a time, and tests run on several.
    private static NullabilityInfoContext Nullability => nullability ??= new();

    internal static string Parameters(MethodBase method) => Parameters(method.GetParameters(), IsExtension(method));

    internal static string Parameters(ParameterInfo[] parameters, bool extension = false) =>
        string.Join(", ", parameters.Select((p, i) => (extension && i == 0 ? "this " : "") + Parameter(p)));

    internal static string Return(MethodInfo method) => ByRef(method.ReturnType) + Type(method.ReturnParameter);

    internal static string Type(ParameterInfo parameter) =>
        TypeNames.Marked(parameter.ParameterType, Nullability.Create(parameter), parameter);

    internal static string Type(PropertyInfo property) =>
        ByRef(property.PropertyType) + TypeNames.Marked(property.PropertyType, Nullability.Create(property), property);

    internal static string Type(FieldInfo field) => TypeNames.Marked(field.FieldType, Nullability.Create(field), field);

    internal static string Generics(MethodBase method) =>
        method.IsGenericMethod ? "<" + string.Join(",", method.GetGenericArguments().Select(a => a.Name)) + ">" : "";

    internal static string Constraints(IEnumerable<Type> parameters) =>
        string.Concat(parameters.Select(p => (p, list: Constraints(p))).Where(x => x.list.Length > 0)
            .Select(x => $" where {x.p.Name} : {x.list}"));

    private static string ByRef(Type type) => type.IsByRef ? "ref " : "";

    private static bool IsExtension(MethodBase method) => method.IsDefined(typeof(ExtensionAttribute), false);

    private static string Parameter(ParameterInfo parameter)
    {
        string start = Passing(parameter) + Type(parameter) + " " + parameter.Name;
        return parameter.HasDefaultValue || parameter.IsOptional
            ? start + " = " + Literals.Of(parameter.RawDefaultValue is Missing ? null : parameter.RawDefaultValue, parameter.ParameterType)
            : start;
    }

    private static string Passing(ParameterInfo parameter)
    {
        if (parameter.IsDefined(typeof(ParamArrayAttribute), false) || parameter.IsDefined(typeof(ParamCollectionAttribute), false))
            return "params ";
        if (!parameter.ParameterType.IsByRef)
            return "";
        return parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ";
    }

    private static string Constraints(Type parameter)
    {
        GenericParameterAttributes flags = parameter.GenericParameterAttributes;
        bool isStruct = flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        var list = new List<string>();
        if (flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
            list.Add("class");
        if (isStruct)
            list.Add(Modifiers.HasAttribute(parameter, "System.Runtime.CompilerServices.IsUnmanagedAttribute") ? "unmanaged" : "struct");
        list.AddRange(parameter.GetGenericParameterConstraints().Where(t => t != typeof(ValueType)).Select(TypeNames.Of));
        if (flags.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !isStruct)
            list.Add("new()");
        return string.Join(", ", list);
    }
}

using System.Globalization;

namespace ApiSurface;

/// <summary>Default values and constants as the recorded surfaces write them.</summary>
internal static class Literals
{
    /// <param name="value">What metadata holds: null, a primitive, a string, or an enum's number.</param>
    /// <param name="type">The declared type, which says what null or a number stands for.</param>
    internal static string Of(object? value, Type type)
    {
        Type bare = Nullable.GetUnderlyingType(type) ?? type;
        return value switch
        {
            null => type.IsValueType && bare == type ? "default" : "null",
            _ when bare.IsEnum => EnumMember(value, bare),
            string text => $"\"{text}\"",
            char letter => $"'{letter}'",
            bool truth => truth ? "true" : "false",
            float number => number.ToString("R", CultureInfo.InvariantCulture) + "f",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };
    }

    private static string EnumMember(object value, Type type)
    {
        object member = Enum.ToObject(type, value);
        return Enum.GetName(type, member) is { } name ? $"{type.Name}.{name}" : $"({type.Name}){Enum.Format(type, member, "D")}";
    }
}

using System.Text.RegularExpressions;

namespace TorchSharp.Reference;

/// <summary>Parameter lists as C#.</summary>
internal static partial class Parameters
{
    internal static string Write(string list) => string.Join(", ", SurfaceText.Split(list, ",").Select(One));

    private static string One(string parameter)
    {
        int equals = SurfaceText.IndexOf(parameter, " = ", 0);
        string declared = equals < 0 ? parameter : parameter[..equals];
        int space = declared.LastIndexOf(' ');
        string type = declared[..space];
        return SurfaceText.Rooted(type) + " @" + declared[(space + 1)..] + (equals < 0 ? "" : " = " + Default(type, parameter[(equals + 3)..]));
    }

    /// <summary>Enum members are recorded with their type's last name only; the parameter's type has it all.</summary>
    internal static string Default(string type, string value) =>
        EnumMember().Match(value) is { Success: true } member
            ? SurfaceText.Rooted(type.TrimEnd('?')) + ".@" + member.Groups[1].Value
            : value;

    [GeneratedRegex(@"^[A-Za-z_]\w*\.(\w+)$")]
    private static partial Regex EnumMember();
}

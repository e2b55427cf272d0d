using System.Text.RegularExpressions;

namespace NlpTransfer.Worker;

/// <summary>What a model may be called: it becomes a folder and a part of addresses.</summary>
internal static partial class ModelName
{
    public static bool IsValid(string name) => Form().IsMatch(name);

    public static string Fault(string name) => $"A model's name must be 1 to 60 letters a to z, digits, '-' or '_', beginning with a letter or digit; was '{name[..Math.Min(name.Length, 60)]}'.";

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9_-]{0,59}\z")]
    private static partial Regex Form();
}

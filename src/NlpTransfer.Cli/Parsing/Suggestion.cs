namespace NlpTransfer.Cli;

/// <summary>"Did you mean" for words of the command line, where a typed beginning counts as nearly right.</summary>
internal static class Suggestion
{
    private const int ShortestBeginning = 3;

    /// <summary>" Did you mean 'x'?" for the nearest known name, or nothing when none is near.</summary>
    public static string For(string unknown, IEnumerable<string> known)
    {
        string? nearest = Nearest(unknown, known);
        return nearest is null ? "" : $" Did you mean '{nearest}'?";
    }

    /// <summary>The known name that was probably meant, or null.</summary>
    public static string? Nearest(string unknown, IEnumerable<string> known)
    {
        string[] names = [.. known];
        return NameSuggestion.Nearest(unknown, names) ?? (unknown.TrimStart('-').Length < ShortestBeginning
            ? null
            : names.FirstOrDefault(name => name.StartsWith(unknown, StringComparison.OrdinalIgnoreCase)));
    }
}

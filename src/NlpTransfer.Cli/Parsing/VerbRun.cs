using System.CommandLine;

namespace NlpTransfer.Cli;

/// <summary>One run of a verb: what was typed, where to write, and when to stop.</summary>
internal sealed record VerbRun(ParseResult Arguments, Terminal Terminal, CancellationToken Stop)
{
    /// <summary>The verb as typed.</summary>
    public string Verb => Arguments.CommandResult.Command.Name;

    /// <summary>True when the result is to be one JSON document.</summary>
    public bool Json => Arguments.GetValue(CommonOptions.Json);

    /// <summary>True when details were asked for.</summary>
    public bool Verbose => Arguments.GetValue(CommonOptions.Verbose);

    /// <summary>True when the network must not be used.</summary>
    public bool Offline => Arguments.GetValue(CommonOptions.Offline);

    /// <summary>The seed, 1 unless given.</summary>
    public int Seed => Arguments.GetValue(CommonOptions.Seed) ?? 1;

    /// <summary>The value of an option, or its default.</summary>
    public T? Value<T>(Option<T> option) => Arguments.GetValue(option);

    /// <summary>The value of an argument.</summary>
    public T? Value<T>(Argument<T> argument) => Arguments.GetValue(argument);

    /// <summary>Whether an option was typed; one with a default has a value in any case.</summary>
    public bool IsTyped(Option option) => Arguments.GetResult(option) is { Implicit: false };

    /// <summary>A text that must have been given.</summary>
    public string Required(Option<string?> option) => Value(option) is { Length: > 0 } text
        ? text
        : throw new UsageException($"{Verb} needs {option.Name} {option.HelpName}: {option.Description}.");

    /// <summary>A path that must have been given and must exist.</summary>
    public string RequiredPath(Option<string?> option) => Existing(option.Name, Required(option));

    /// <summary>A path that may be missing from the command, but not from the disk.</summary>
    public string? OptionalPath(Option<string?> option) => Value(option) is { } path ? Existing(option.Name, path) : null;

    /// <summary>The path, which must exist.</summary>
    public static string Existing(string option, string path) => Path.Exists(path)
        ? path
        : throw new UsageException($"{option}: there is no file or folder '{path}'.{Neighbour(path)}");

    private static string Neighbour(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/";
        if (!Directory.Exists(folder))
            return $" Its folder '{folder}' does not exist either.";
        string? near = Suggestion.Nearest(Path.GetFileName(path), Directory.EnumerateFileSystemEntries(folder).Take(1000).Select(Path.GetFileName)!);
        return near is null ? "" : $" Did you mean '{Path.Combine(Path.GetDirectoryName(path) ?? "", near)}'?";
    }
}

using System.CommandLine;
using System.Text.Json;

namespace NlpTransfer.Cli;

/// <summary>All keys that <c>--set</c> knows for one verb.</summary>
internal sealed class SettingTable<T>(IReadOnlyList<Setting<T>> settings)
{
    /// <summary>The option itself; may be given many times.</summary>
    public Option<string[]> Option { get; } = new("--set")
    {
        HelpName = "key=value",
        Description = "any other setting, may be repeated; the keys are listed below",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>The keys with their meanings, for the help.</summary>
    public IReadOnlyList<(string Key, string Meaning)> Help => [.. settings.Select(setting => (setting.Key, setting.Meaning))];

    /// <summary>The options after every assignment; all faults at once.</summary>
    /// <exception cref="UsageException">A key is unknown, given twice, or its value cannot be read.</exception>
    public T Apply(T options, string[]? assignments)
    {
        var faults = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string assignment in assignments ?? [])
            options = ApplyOne(options, assignment, seen, faults);
        return faults.Count == 0 ? options : throw new UsageException(string.Join('\n', faults));
    }

    /// <summary>A fault that begins with the library's name of a property ("BatchSize must be"), with the key in its place.</summary>
    public string InOurWords(string fault)
    {
        string property = new([.. fault.TakeWhile(char.IsAsciiLetter)]);
        string key = JsonNamingPolicy.KebabCaseLower.ConvertName(property);
        return settings.Any(setting => setting.Key == key) ? $"--set {key}{fault[property.Length..]}" : fault;
    }

    private T ApplyOne(T options, string assignment, HashSet<string> seen, List<string> faults)
    {
        int equals = assignment.IndexOf('=');
        string key = equals < 0 ? assignment : assignment[..equals];
        if (Fault(key, equals, seen) is { } fault)
        {
            faults.Add(fault);
            return options;
        }

        try
        {
            return settings.First(setting => setting.Key == key).Apply(options, new SettingValue(key, assignment[(equals + 1)..]));
        }
        catch (Exception wrong) when (wrong is UsageException or ArgumentException) // the latter from the library's ByName
        {
            faults.Add(wrong.Message);
            return options;
        }
    }

    private string? Fault(string key, int equals, HashSet<string> seen)
    {
        if (settings.All(setting => setting.Key != key))
            return $"--set does not know the key '{key}'.{Suggestion.For(key, settings.Select(setting => setting.Key))}";
        if (equals < 0)
            return $"--set {key} needs a value: --set {key}=VALUE.";
        return seen.Add(key) ? null : $"--set {key} is given twice.";
    }
}

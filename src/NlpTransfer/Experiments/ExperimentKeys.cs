namespace NlpTransfer.Experiments;

/// <summary>The names that an experiment file may use: every option of a training, as the command line knows it.</summary>
public sealed record ExperimentKeys
{
    /// <summary>Options that take a value, without the dashes.</summary>
    public required IReadOnlyList<string> Options { get; init; }

    /// <summary>Options that are true or false.</summary>
    public IReadOnlyList<string> Switches { get; init; } = [];

    /// <summary>Options that may be given several values at a time.</summary>
    public IReadOnlyList<string> Repeatable { get; init; } = [];

    /// <summary>Keys of <c>--set</c>.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>From an option's name and value to the value with its path in full, where it is one; the last argument is the folder that paths are relative to.</summary>
    public Func<string, string, string, string> InFull { get; init; } = (_, value, _) => value;

    /// <summary>All of them.</summary>
    internal IEnumerable<string> All => [.. Options, .. Switches, .. Repeatable, .. Settings];

    /// <summary>What is typed for an option with these values.</summary>
    internal IEnumerable<string> Arguments(string key, IReadOnlyList<string> values)
    {
        if (Switches.Contains(key)) return values is ["true"] ? [$"--{key}"] : [];
        return values.Select(value => Settings.Contains(key) ? $"{SettingOption}={key}={value}" : $"--{key}={value}");
    }

    internal const string SettingOption = "--set";
}

using System.Text.Json;
using System.Text.Json.Serialization;

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

    /// <summary>Options and settings whose values are paths, or have one in them.</summary>
    public IReadOnlyDictionary<string, PathForm> Paths { get; init; } = new Dictionary<string, PathForm>();

    /// <summary>From an option's name and value to the value with its path in full, where it is one; the last argument is the folder that paths are relative to.</summary>
    [JsonIgnore]
    public Func<string, string, string, string> InFull { get; init; } = (_, value, _) => value;

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    /// <summary>The names as one program tells them to another, without <see cref="InFull"/>.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Form);

    /// <summary>What <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static ExperimentKeys FromJson(string json) => JsonSerializer.Deserialize<ExperimentKeys>(json, Form) ?? throw new JsonException("Expected keys, found null.");

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

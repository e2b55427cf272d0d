using System.Text.Json.Nodes;
using NlpTransfer.FineTuning;

namespace NlpTransfer.Experiments;

/// <summary>One run of an experiment: a training with all of its options.</summary>
public sealed record Trial
{
    private const string SeedKey = "seed", EpochsKey = "epochs";

    /// <summary>What tells it from the other runs, such as <c>backbone=cnn,seed=2</c>; the experiment's name when there is only one. A folder can have this name.</summary>
    public required string Name { get; init; }

    /// <summary>In the order of the file.</summary>
    public required IReadOnlyList<TrialOption> Options { get; init; }

    /// <summary>A schedule that is written in the file itself; null where it is named, or none is.</summary>
    public FineTuningSchedule? Schedule { get; init; }

    /// <summary>The values that differ from run to run, by key.</summary>
    public IReadOnlyDictionary<string, string> Varied { get; init; } = new Dictionary<string, string>();

    /// <summary>What it has in common with the runs of other seeds.</summary>
    public string Configuration => string.Join(',', Varied.Where(v => v.Key != SeedKey).Select(v => $"{v.Key}={v.Value}"));

    /// <summary>The first value of an option; null when the file does not say it.</summary>
    public string? this[string key] => Options.FirstOrDefault(o => o.Key == key)?.Values.FirstOrDefault();

    /// <summary>With another value for an option, or with one that it did not have.</summary>
    public Trial With(string key, string value) => this with
    {
        Options = Options.Any(o => o.Key == key)
            ? [.. Options.Select(o => o.Key == key ? o with { Values = [value] } : o)]
            : [.. Options, new TrialOption(key, [value], "")],
    };

    /// <summary>For so many epochs in each phase.</summary>
    internal Trial Lasting(int epochs) => With(EpochsKey, $"{epochs}");

    /// <summary>What is typed after <c>train</c>, but for <see cref="Schedule"/>.</summary>
    /// <param name="keys">The names that there are.</param>
    public IReadOnlyList<string> Arguments(ExperimentKeys keys) => [.. Options.SelectMany(o => keys.Arguments(o.Key, o.Values))];

    /// <summary>This run alone as an experiment file.</summary>
    /// <param name="keys">The names that there are.</param>
    public JsonObject ToFile(ExperimentKeys keys)
    {
        var file = new JsonObject(Options.Select(o => KeyValuePair.Create(o.Key, (JsonNode?)(keys.Switches.Contains(o.Key) ? o.Values is ["true"] : ResolvedFile.Value(o.Values)))));
        if (Schedule is not null) file[ExperimentFile.ScheduleKey] = ScheduleWriter.Node(Schedule);
        return file;
    }
}

using System.CommandLine;
using NlpTransfer.FineTuning;

namespace NlpTransfer.Cli.Verbs.Train;

/// <summary>What <c>--schedule</c> and <c>--epochs</c> mean: a preset by its name, or a file.</summary>
internal static class ScheduleChoice
{
    private const string Recommend = "recommend", Auto = "auto";

    private static IEnumerable<string> Names => [.. FineTuningSchedule.Names, Recommend, Auto];

    /// <summary>The option.</summary>
    public static readonly Option<string?> Option = Typed.Text("--schedule", "NAME|FILE",
        $"what trains when: {string.Join(", ", FineTuningSchedule.Names)}, or a .yaml or .json file; {Recommend}: what the size of the data and its similarity to the backbone's advise, with the reason; {Auto}: tries the cheap ones for seconds and takes the best (default freeze-then-unfreeze: the head on frozen vectors, then everything at half the rate; for encoders full-fine-tuning)");

    /// <summary>One length for every phase.</summary>
    public static readonly Option<int?> Epochs = Typed.Integer("--epochs", 1, "passes over the data in each phase of the schedule (default: the schedule's own)");

    /// <summary>Whether the schedule is chosen by the size and the similarity of the data.</summary>
    public static bool IsRecommended(VerbRun run) => run.Value(Option) == Recommend;

    /// <summary>Whether the schedule is chosen by trial.</summary>
    public static bool IsTried(VerbRun run) => run.Value(Option) == Auto;

    /// <summary>The schedule as typed; <paramref name="fallback"/> where the data is still to choose it.</summary>
    /// <exception cref="UsageException">It is neither a preset nor a file.</exception>
    /// <exception cref="OptionsException">The file has faults.</exception>
    public static FineTuningSchedule Of(VerbRun run, FineTuningSchedule fallback)
    {
        var schedule = run.Value(Option) is { } name && !IsRecommended(run) && !IsTried(run) ? Known(name) : fallback;
        return Lasting(run, schedule);
    }

    /// <summary>The schedule at the length that <c>--epochs</c> says.</summary>
    public static FineTuningSchedule Lasting(VerbRun run, FineTuningSchedule schedule) =>
        run.Value(Epochs) is { } epochs ? schedule.WithEpochs(epochs) : schedule;

    private static FineTuningSchedule Known(string name)
    {
        if (FineTuningSchedule.Names.Contains(name)) return FineTuningSchedule.ByName(name);
        if (ScheduleFile.IsPath(name)) return ScheduleFile.Read(VerbRun.Existing(Option.Name, name));
        throw new UsageException($"--schedule must be a file or one of {string.Join(", ", Names)}; was '{name}'.{Suggestion.For(name, Names)}");
    }
}

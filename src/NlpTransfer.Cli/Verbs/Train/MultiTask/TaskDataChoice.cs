using System.CommandLine;
using System.Globalization;
using NlpTransfer.Data;

namespace NlpTransfer.Cli.Verbs.Train;

/// <summary>Several tasks on one encoder: <c>--task-data</c> and what belongs to it.</summary>
internal static class TaskDataChoice
{
    private const double DefaultTemperature = 2;

    /// <summary>The tasks.</summary>
    public static readonly Option<string[]> Option = new("--task-data")
    {
        HelpName = "NAME=PATH",
        Description = "instead of --data: one task of several that share an encoder, each with labels and head of its own; to be repeated",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string?> Temperature = Typed.Text("--task-temperature", "NUMBER",
        "batches of a task come in proportion to the number of its examples to the power of 1 / this; 1 is in proportion, more gives small tasks more (default 2)");

    /// <summary>The options.</summary>
    public static OptionGroup Group { get; } = new("Several tasks", [Option, Temperature]);

    /// <summary>Whether there are several tasks.</summary>
    public static bool IsUsed(VerbRun run) => run.Value(Option) is { Length: > 0 };

    /// <summary>What can be known before any work.</summary>
    /// <exception cref="UsageException">Something does not go together.</exception>
    public static void Check(VerbRun run, TrainingSettings settings)
    {
        if (!IsUsed(run))
        {
            if (run.IsTyped(Temperature)) throw new UsageException($"{Temperature.Name} is about several tasks; give --task-data NAME=PATH for each too.");
            return;
        }
        if (settings.Encoder is null) throw new UsageException($"{Option.Name} needs an encoder that the tasks share, such as --backbone minilm; the backbone is {settings.Image?.Source ?? settings.Backbone.Name}.");
        var others = new Option[] { DataArguments.Data, DataArguments.Corpus, DataArguments.Validation, DataArguments.Test, TeacherChoice.Teacher }.FirstOrDefault(run.IsTyped);
        if (others is not null) throw new UsageException($"{Option.Name} and {others.Name} exclude each other; each task's own file is divided.");
        if (ScheduleChoice.IsRecommended(run) || ScheduleChoice.IsTried(run)) throw new UsageException($"--schedule {run.Value(ScheduleChoice.Option)} is for one task; name a preset or a file.");
        Paths(run);
        SamplingTemperature(run);
    }

    /// <summary>How often small tasks come.</summary>
    /// <exception cref="UsageException">It is no number above 0.</exception>
    public static double SamplingTemperature(VerbRun run) => run.Value(Temperature) is not { } text ? DefaultTemperature
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number > 0 ? number
        : throw new UsageException($"{Temperature.Name} must be a number above 0, was '{text}'.");

    /// <summary>The data of each task, divided and sampled as that of one is.</summary>
    public static OrderedDictionary<string, DatasetSplit> Load(VerbRun run, TrainingSettings settings)
    {
        var parts = new OrderedDictionary<string, DatasetSplit>();
        foreach (var (name, path) in Paths(run))
            parts.Add(name, settings.Sampled(DatasetSplitter.Split(DataArguments.Load(run, path, DataArguments.Options(run)), settings.Split, run.Stop), run.Seed));
        return parts;
    }

    /// <summary>An argument with its path in full.</summary>
    /// <param name="folder">What the path is relative to, in full.</param>
    public static string Full(string value, string folder) => value.Split('=', 2) is [var name, var path] ? $"{name}={Path.GetFullPath(path, folder)}" : value;

    private static List<(string Name, string Path)> Paths(VerbRun run)
    {
        var found = new List<(string Name, string Path)>();
        foreach (string value in run.Value(Option)!)
        {
            if (value.Split('=', 2) is not [{ Length: > 0 } name, { Length: > 0 } path]) throw new UsageException($"{Option.Name} must be a name and a path with = between them, was '{value}'.");
            if (found.Any(t => t.Name == name)) throw new UsageException($"{Option.Name}: '{name}' is there twice.");
            found.Add((name, VerbRun.Existing(Option.Name, path)));
        }
        return found.Count > 1 ? found : throw new UsageException($"{Option.Name} is for several tasks; with one, use --data.");
    }
}

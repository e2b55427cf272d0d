using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json.Nodes;
using NlpTransfer.Cli.Verbs.Adapt;
using NlpTransfer.FineTuning;
using TorchSharp;

namespace NlpTransfer.Cli.Verbs.Train;

/// <summary>The options of a <c>train</c> as its run's <c>experiment.json</c> keeps them, so that <c>resume</c> needs nothing but the folder.</summary>
internal static class TrainCommand
{
    /// <summary>The section of experiment.json.</summary>
    public const string Section = "command";

    /// <summary>Which verb began the run; train where nothing is said.</summary>
    public const string Verb = "verb";

    // Where it goes and how it is printed is no part of the training.
    private static readonly string[] Left = [RunFolder.Out.Name, RunFolder.Overwrite.Name, CommonOptions.Json.Name, CommonOptions.Verbose.Name];

    /// <summary>Whether an option says where a training goes or how it is printed, which is no part of it.</summary>
    public static bool IsLeft(string option) => Left.Contains(option);

    /// <summary>What was typed, by option; paths in full, and the threads in use: their number decides the last bits.</summary>
    public static JsonObject Save(ParseResult arguments)
    {
        var options = Typed(arguments).Where(o => !Left.Contains(o.Name)).ToDictionary(o => o.Name, o => o.Values.Select(v => Full(o.Name, v)).ToArray());
        options[CommonOptions.Threads.Name] = [torch.get_num_threads().ToString(CultureInfo.InvariantCulture)];
        return new(options.Select(o => KeyValuePair.Create(o.Key, (JsonNode?)new JsonArray([.. o.Value.Select(v => (JsonNode?)v)]))));
    }

    /// <summary>The command again, with what <c>resume</c> was given instead of or beside it.</summary>
    /// <exception cref="InvalidDataException">The section is not what <see cref="Save"/> writes.</exception>
    public static string[] Restore(string verb, JsonNode? section, ParseResult changes, IEnumerable<string> notForTrain)
    {
        if (section is not JsonObject saved || saved.Any(o => o.Value is not JsonArray))
            throw new InvalidDataException($"experiment.json has no usable section '{Section}'; this run was not begun by 'nlp-transfer {verb}'.");
        var options = saved.ToDictionary(o => o.Key, o => o.Value!.AsArray().Select(v => v!.GetValue<string>()).ToArray());
        if (changes.GetValue(DataArguments.Data) is not null) options.Remove(DataArguments.Corpus.Name); // a file in a corpus's place
        foreach (var (name, values) in Typed(changes).Where(o => !notForTrain.Contains(o.Name)))
            options[name] = name == TrainingSettings.Table.Option.Name ? Merge(options.GetValueOrDefault(name) ?? [], values) : values;
        return [verb, .. options.SelectMany(o => o.Value.Length == 0 ? [o.Key] : o.Value.Select(v => $"{o.Key}={v}"))];
    }

    private static IEnumerable<(string Name, string[] Values)> Typed(ParseResult arguments) =>
        arguments.CommandResult.Children.OfType<OptionResult>().Where(o => !o.Implicit).Select(o => (o.Option.Name, o.Tokens.Select(t => t.Value).ToArray()));

    // A key that is given anew counts; the others stay.
    private static string[] Merge(string[] before, string[] now)
    {
        var keys = now.Select(Key).ToHashSet();
        return [.. before.Where(s => !keys.Contains(Key(s))), .. now];
    }

    private static string Key(string assignment) => assignment.Split('=', 2)[0];

    /// <summary>A value with its path in full, where it is one: resuming may happen in another folder than the one it was typed in.</summary>
    /// <param name="folder">What the path is relative to; null for the current one.</param>
    public static string Full(string option, string value, string? folder = null)
    {
        folder = Path.GetFullPath(folder ?? ".");
        if (option == BackboneChoice.Option.Name && value.Split(':', 2) is [var kind, var path] && Path.Exists(Path.GetFullPath(path, folder))) return $"{kind}:{Path.GetFullPath(path, folder)}";
        if (option == TaskDataChoice.Option.Name) return TaskDataChoice.Full(value, folder);
        bool isPath = option == AdaptTexts.Text.Name || option == AdaptTexts.HeldOut.Name || option == DataArguments.Data.Name || option == DataArguments.Validation.Name || option == DataArguments.Test.Name || option == TeacherChoice.Teacher.Name || option == TeacherChoice.Unlabelled.Name
            || (option == VectorSource.Option.Name && VectorSource.IsFile(value)) || (option == ScheduleChoice.Option.Name && ScheduleFile.IsPath(Path.GetFullPath(value, folder)));
        return isPath ? Path.GetFullPath(value, folder) : value;
    }
}

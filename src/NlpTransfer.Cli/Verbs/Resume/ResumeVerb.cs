using System.CommandLine;
using NlpTransfer.Cli.Verbs.Adapt;
using NlpTransfer.Cli.Verbs.Train;
using NlpTransfer.Training;

namespace NlpTransfer.Cli.Verbs.Resume;

/// <summary>Continues a training that was stopped or killed.</summary>
internal sealed class ResumeVerb : Verb
{
    /// <summary>What is typed.</summary>
    public const string Word = "resume";

    /// <summary>What it does, in one line.</summary>
    public const string Summary = "continues a training that was stopped or killed";

    private static readonly Argument<string?> Target = new("run")
    {
        Description = "the folder that 'train' was writing to",
        HelpName = "RUN",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<bool> AllowChanges = Typed.Switch("--allow-changes", "continue although data or options are others than before");

    public ResumeVerb(Terminal terminal) : base(Word, Summary, terminal)
    {
        Arguments.Add(Target);
        Add(new OptionGroup("Changes", [AllowChanges, DataArguments.Data, DataArguments.Validation, DataArguments.Test, TeacherChoice.Teacher, TeacherChoice.Unlabelled, TaskDataChoice.Option, VectorSource.Option, ScheduleChoice.Option, ScheduleChoice.Epochs, TrainingSettings.Table.Option]));
        Add(CommonOptions.Compute);
    }

    public override string Details =>
        "Data, options and the place in the data are those of the run's folder; the weights at the end are the same, to the bit, as if it had never been stopped "
        + "(same machine, same number of threads). Files that have moved are named anew, with --data for example. "
        + "Where data or options differ, the differences are listed and nothing is done, unless --allow-changes. "
        + "A damaged checkpoint is said to be so, and the one before it is used.";

    public override IReadOnlyList<(string Key, string Meaning)> SettingKeys => TrainingSettings.Table.Help;

    public override IReadOnlyList<(string Command, string Meaning)> Examples =>
    [
        ("nlp-transfer resume runs/sentiment", "after Ctrl+C, a crash or a power cut"),
        ("nlp-transfer resume runs/sentiment --data moved/mails.csv", "the same data in another place"),
        ("nlp-transfer resume runs/sentiment --set learning-rate=0.0005 --allow-changes", "from here on at another rate"),
    ];

    public override IEnumerable<string> Faults(ParseResult arguments) =>
        arguments.GetValue(Target) is null ? ["resume needs the folder of a run: nlp-transfer resume RUN."] : [];

    protected override async Task<int> RunAsync(VerbRun run)
    {
        string path = VerbRun.Existing(Word, run.Value(Target)!);
        var folder = TrainingRunFolder.Open(path);
        if (folder.IsFinished)
            return AlreadyDone(run, folder);
        string verb = (string?)folder.Section(TrainCommand.Verb) ?? TrainVerb.Word;
        var begun = Begun(run, folder, verb);
        var settings = verb == AdaptVerb.Word ? AdaptVerb.Settings(begun) : TrainVerb.Settings(begun);
        TrainingRunFolder Open() => TrainingRunFolder.Open(path, settings.Checkpoints, run.Value(AllowChanges));
        try
        {
            return await (verb == AdaptVerb.Word ? AdaptVerb.RunAsync(begun, settings, Open) : TrainVerb.RunAsync(begun, settings, Open));
        }
        catch (CheckpointException refused) when (refused.Differences.Count > 0)
        {
            throw new UsageException($"{path} was begun with other data or options:\n  {string.Join("\n  ", refused.Differences)}\nUndo the changes, or continue with them: --allow-changes.");
        }
    }

    private static VerbRun Begun(VerbRun run, TrainingRunFolder folder, string verb)
    {
        string[] command = TrainCommand.Restore(verb, folder.Section(TrainCommand.Section), run.Arguments, [AllowChanges.Name]);
        var parsed = VerbCatalogue.Root(command, run.Terminal).Parse(command);
        ParseFaults.ThrowIfAny(parsed);
        return new VerbRun(parsed, run.Terminal, run.Stop);
    }

    private static int AlreadyDone(VerbRun run, TrainingRunFolder folder)
    {
        run.Terminal.Error.WriteLine($"{folder.Path} is finished; there is nothing to continue.");
        if (run.Json)
            JsonOutput.WriteDocument(run.Terminal.Output, new { Model = folder.ModelFolder, AlreadyDone = true });
        else
            run.Terminal.Output.WriteLine(folder.ModelFolder);
        return ExitCode.Done;
    }
}

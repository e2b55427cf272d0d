using System.CommandLine;
using NlpTransfer.Cli.Verbs.Train;
using NlpTransfer.Experiments;

namespace NlpTransfer.Cli.Verbs.Run;

/// <summary>An experiment file in the words of <c>train</c>: its options are the file's keys, its checks the file's checks.</summary>
internal static class ExperimentArguments
{
    /// <summary>The file.</summary>
    public static readonly Argument<string?> File = new("file")
    {
        Description = "an experiment: YAML, or JSON with the same keys",
        HelpName = "FILE",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>Where the runs go.</summary>
    public static readonly Option<string?> Out = Typed.Text("--out", "FOLDER", "where the runs go: one run is in it, many are below it (default: runs/NAME)");

    /// <summary>Trainings at a time.</summary>
    public static readonly Option<int?> Jobs = Typed.Integer("--jobs", 1, "trainings at a time, each a process of its own with its part of the cores (default 1)");

    /// <summary>Start from nothing.</summary>
    public static readonly Option<bool> Overwrite = Typed.Switch("--overwrite", "replace the runs that are there, instead of going on with them");

    /// <summary>What takes the place of the file's own data.</summary>
    public static OptionGroup Data { get; } = new("Data", [DataArguments.Data, DataArguments.Validation, DataArguments.Test]);

    /// <summary>How it runs.</summary>
    public static OptionGroup Running { get; } = new("Running", [Out, Jobs, Overwrite]);

    /// <summary>Where else runs may go.</summary>
    public static OptionGroup Sending { get; } = new("Worker", [JobSubmission.Address, JobSubmission.Key]);

    // An option whose value is named after a file or folder in the help has nothing else in it.
    private static readonly string[] PathNames = ["PATH", "FILE", "FOLDER"];

    private static readonly Dictionary<string, PathForm> MixedPaths = new()
    {
        [Key(VectorSource.Option.Name)] = PathForm.OrName,
        [Key(ScheduleChoice.Option.Name)] = PathForm.OrName,
        [Key(BackboneChoice.Option.Name)] = PathForm.AfterColon,
        [Key(TaskDataChoice.Option.Name)] = PathForm.AfterEquals,
        ["cache-folder"] = PathForm.Whole,
    };

    /// <summary>Every option of <c>train</c> that says what a training is.</summary>
    public static ExperimentKeys Keys { get; } = KeysOf(new TrainVerb(new Terminal(Stream.Null, TextWriter.Null, TextWriter.Null)));

    /// <summary>Reads the file and lets <c>train</c> look at each run.</summary>
    /// <param name="runs">The trainings that come of it.</param>
    /// <exception cref="OptionsException">The file has faults; each with line and column.</exception>
    public static Experiment Read(VerbRun run, Func<Experiment, IReadOnlyList<Trial>> runs)
    {
        var experiment = ExperimentFile.Read(run.Value(File)!, Keys, Given(run, o => Path.GetFullPath(run.OptionalPath(o)!)));
        (experiment with { Trials = runs(experiment) }).Check(trial => Faults(Command(trial), run));
        return experiment;
    }

    /// <summary>Reads the file for a worker: paths stay as they are, because they are the worker's, and what only it can look at is left to it.</summary>
    /// <exception cref="OptionsException">The file has faults; each with line and column.</exception>
    public static Experiment ReadForWorker(VerbRun run)
    {
        var experiment = ExperimentFile.Read(run.Value(File)!, Keys with { InFull = (_, value, _) => value }, Given(run, o => run.Value(o)!));
        experiment.Check(trial => NamesFilesElsewhere(trial) ? [] : Faults(Command(trial), run, looksForData: false));
        return experiment;
    }

    // The settings that a model on the worker's disk goes with are its own.
    private static bool NamesFilesElsewhere(Trial trial) => trial.Options.Any(o => !Data.Options.Select(d => Key(d.Name)).Contains(o.Key) && Keys.Paths.ContainsKey(o.Key) && o.Values.Any(v => v.AsSpan().ContainsAny('/', '.', ':')));

    private static Dictionary<string, string> Given(VerbRun run, Func<Option<string?>, string> value) =>
        Data.Options.Cast<Option<string?>>().Where(o => run.Value(o) is not null).ToDictionary(o => Key(o.Name), value);

    /// <summary>The processes that trainings run in.</summary>
    public static TrialProcesses Processes() => new(Path.Combine(AppContext.BaseDirectory, "nlp-transfer"));

    /// <summary>What runs trainings.</summary>
    public static ExperimentRunner Runner(VerbRun run, TrialProcesses processes, Action<TrialOutcome> report) => new(run.Terminal.Clock)
    {
        Keys = Keys,
        Start = processes.RunAsync,
        Jobs = run.Value(Jobs) ?? 1,
        Overwrite = run.Value(Overwrite),
        Report = report,
    };

    private static string[] Command(Trial trial) => [TrainVerb.Word, .. trial.Arguments(Keys)];

    private static string Key(string option) => option.TrimStart('-');

    private static ExperimentKeys KeysOf(TrainVerb train)
    {
        var options = train.Groups.SelectMany(g => g.Options).Where(o => !TrainCommand.IsLeft(o.Name) && o != TrainingSettings.Table.Option).ToList();
        return new()
        {
            Options = [.. options.Where(o => o is not (Option<bool> or Option<string[]>)).Select(o => Key(o.Name))],
            Switches = [.. options.OfType<Option<bool>>().Select(o => Key(o.Name))],
            Repeatable = [.. options.OfType<Option<string[]>>().Select(o => Key(o.Name))],
            Settings = [.. TrainingSettings.Table.Help.Select(s => s.Key)],
            Paths = options.Where(o => PathNames.Contains(o.HelpName)).Select(o => KeyValuePair.Create(Key(o.Name), PathForm.Whole)).Concat(MixedPaths).ToDictionary(),
            InFull = (key, value, folder) => key == "cache-folder" ? Path.GetFullPath(value, folder) : TrainCommand.Full($"--{key}", value, folder),
        };
    }

    /// <summary>What is wrong with a training, before it begins.</summary>
    /// <param name="command">What would be typed.</param>
    /// <param name="run">The verb at hand.</param>
    /// <param name="looksForData">Whether the data must be there.</param>
    public static IEnumerable<string> Faults(string[] command, VerbRun run, bool looksForData = true)
    {
        var parsed = VerbCatalogue.Root(command, run.Terminal).Parse(command);
        try
        {
            ParseFaults.ThrowIfAny(parsed);
            var train = new VerbRun(parsed, run.Terminal, run.Stop);
            if (looksForData && !TaskDataChoice.IsUsed(train))
                DataArguments.CheckSource(train);
            TrainVerb.Settings(train);
            return [];
        }
        catch (UsageException wrong)
        {
            return wrong.Message.Split('\n').Where(line => !line.StartsWith("See '", StringComparison.Ordinal));
        }
        catch (OptionsException wrong)
        {
            return wrong.Faults;
        }
    }
}

using System.CommandLine;
using NlpTransfer.Cli.Reports;
using NlpTransfer.Experiments;

namespace NlpTransfer.Cli.Verbs.Run;

/// <summary>Runs what an experiment file says.</summary>
internal sealed class RunVerb : Verb
{
    /// <summary>What is typed.</summary>
    public const string Word = "run";

    /// <summary>What it does, in one line.</summary>
    public const string Summary = "runs an experiment file: one training, or many where options have lists of values";

    private static readonly Option<bool> Plan = Typed.Switch("--plan", "check the file and list its runs; nothing is trained");
    private static readonly Option<bool> Keys = Typed.Switch("--keys", "only print, as JSON, which keys a file may have");
    private static readonly Option<bool> Check = Typed.Switch("--check", "print the same, then answer each line of standard input, a JSON array of what is typed for a training, with one of its faults; nothing is trained");

    public RunVerb(Terminal terminal) : base(Word, Summary, terminal)
    {
        Arguments.Add(ExperimentArguments.File);
        Add(ExperimentArguments.Data);
        Add(new OptionGroup("Running", [.. ExperimentArguments.Running.Options, Plan, Keys, Check]));
        Add(ExperimentArguments.Sending);
        Add(CommonOptions.Output);
    }

    public override string Details =>
        "Keys are the options of 'train' without their dashes, and the keys of its --set; paths are relative to the file. A list of values makes a run for each, several lists one for each "
        + "combination; seed: [1, 2, 3] is one of them. 'halving' trains all briefly and the best longer. What a frozen encoder gives is computed once for all runs. Every run's folder has "
        + "experiment.yml, the file that makes this one run again. Ctrl+C stops after a checkpoint; the same command goes on with what is not done.";

    public override IReadOnlyList<(string Command, string Meaning)> Examples =>
    [
        ("nlp-transfer run sentiment.yml", "into runs/sentiment"),
        ("nlp-transfer run sweep.yml --plan", "which runs that would be"),
        ("nlp-transfer run sweep.yml --jobs 2 --out runs/sweep", "two at a time"),
        ("nlp-transfer run job.yml --data mails.csv", "the same on other data"),
        ("nlp-transfer run sweep.yml --submit http://127.0.0.1:8080", "each run as a job of a worker; paths are relative to its data roots"),
    ];

    public override IEnumerable<string> Faults(ParseResult arguments) =>
        [
            .. arguments.GetValue(ExperimentArguments.File) is null && !arguments.GetValue(Keys) && !arguments.GetValue(Check) ? ["run needs an experiment file: nlp-transfer run FILE."] : Array.Empty<string>(),
            .. JobSubmission.Faults(arguments, ExperimentArguments.Running.Options),
        ];

    protected override async Task<int> RunAsync(VerbRun run)
    {
        if (run.Value(Keys))
        {
            run.Terminal.Output.WriteLine(ExperimentArguments.Keys.ToJson());
            return ExitCode.Done;
        }
        if (run.Value(Check))
        {
            await TrainingQuestions.AnswerAsync(run);
            return ExitCode.Done;
        }
        if (run.Value(JobSubmission.Address) is { } worker && !run.Value(Plan))
            return await new JobSubmission(run, worker).SendAsync(ExperimentArguments.ReadForWorker(run));
        var experiment = ExperimentArguments.Read(run, e => e.Trials);
        string folder = Path.GetFullPath(run.Value(ExperimentArguments.Out) ?? Path.Combine("runs", experiment.Name));
        if (run.Value(Plan))
            return List(run, experiment);
        var progress = new ExperimentProgress(run.Terminal, folder, experiment.Halving is null ? experiment.Trials.Count : null);
        using var processes = ExperimentArguments.Processes();
        var runner = ExperimentArguments.Runner(run, processes, progress.Add);
        var outcomes = await StoppableAsync(run, () => experiment.Halving is { } halving
            ? new SuccessiveHalving(halving, runner).RunAsync(experiment.Trials, folder, round => progress.Add(round, halving), run.Stop)
            : runner.RunAsync([.. experiment.Trials.Select(t => (t, experiment.Trials.Count == 1 ? folder : Path.Combine(folder, t.Name)))], run.Stop));
        Write(run, folder, outcomes);
        return outcomes.All(o => o.IsDone) ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>Says how to go on when it is stopped.</summary>
    public static async Task<T> StoppableAsync<T>(VerbRun run, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (OperationCanceledException)
        {
            run.Terminal.Error.WriteLine("What was done is kept; the same command goes on with the rest.");
            throw;
        }
    }

    private static int List(VerbRun run, Experiment experiment)
    {
        if (run.Json)
            JsonOutput.WriteDocument(run.Terminal.Output, new { experiment.Name, Runs = experiment.Trials.Select(t => new { t.Name, Command = (string[])["train", .. t.Arguments(ExperimentArguments.Keys)] }) });
        else
            foreach (var trial in experiment.Trials)
                run.Terminal.Output.WriteLine(trial.Name);
        return ExitCode.Done;
    }

    private static void Write(VerbRun run, string folder, IReadOnlyList<TrialOutcome> outcomes)
    {
        var done = outcomes.Where(o => o.IsDone).Select(o => RunRecord.Open(o.Folder)).ToList();
        string part = done.All(d => d.Metrics.ContainsKey("test")) ? "test" : "validation";
        var comparison = done.Count > 0 && done.All(d => d.Metrics.ContainsKey(part)) ? RunComparison.Of(done, new ComparisonOptions { Part = part }) : null;
        if (run.Json)
            JsonOutput.WriteDocument(run.Terminal.Output, new
            {
                Folder = folder,
                Runs = outcomes.Select(o => new { o.Trial.Name, o.Folder, o.ExitCode, Seconds = o.Duration.TotalSeconds, o.Error }),
                Comparison = comparison is null ? null : ComparisonText.Json(comparison),
            });
        else if (comparison is not null)
            run.Terminal.Output.Write(TextTable.Of(ComparisonText.Heads, ComparisonText.Rows(comparison)));
        run.Terminal.Error.WriteLine(done.Count == 1 ? $"Report: {Path.Combine(done[0].Folder, RunReport.FileName)}" : $"Compare again: nlp-transfer compare {folder}");
        if (outcomes.Count > done.Count)
            run.Terminal.Error.WriteLine($"{outcomes.Count - done.Count} of {outcomes.Count} runs failed; what each said is in its output.txt.");
    }
}

using System.CommandLine;
using System.Globalization;
using NlpTransfer.Cli.Reports;
using NlpTransfer.Cli.Verbs.Run;
using NlpTransfer.Experiments;

namespace NlpTransfer.Cli.Verbs.LearningCurve;

/// <summary>What transfer is worth at growing numbers of examples.</summary>
internal sealed class LearningCurveVerb : Verb
{
    /// <summary>What is typed.</summary>
    public const string Word = "learning-curve";

    /// <summary>What it does, in one line.</summary>
    public const string Summary = "trains pretrained and from scratch at growing numbers of examples";

    private const string Picture = "learning-curve.svg";

    private static readonly Option<string> Metric = Typed.Choice("--metric", "accuracy", [.. RunComparison.Figures], "the figure that is drawn (default accuracy)");

    public LearningCurveVerb(Terminal terminal) : base(Word, Summary, terminal)
    {
        Arguments.Add(ExperimentArguments.File);
        Add(ExperimentArguments.Data);
        Add(new OptionGroup("Running", [.. ExperimentArguments.Running.Options, Metric]));
        Add(CommonOptions.Output);
    }

    public override string Details =>
        "The file is one of 'run'; its section 'learning-curve' may have 'examples', a rising list of numbers (default 25, 50, 100, 200, 400), and 'from-scratch', options that differ there, such as "
        + "a learning rate. Smaller samples are part of the larger ones, every label in proportion; validation and test examples stay. From scratch means the same network with random weights, all "
        + "of which train. Writes learning-curve.svg beside the runs.";

    public override IReadOnlyList<(string Command, string Meaning)> Examples =>
    [
        ("nlp-transfer learning-curve sentiment.yml", "into runs/sentiment-learning-curve"),
        ("nlp-transfer learning-curve sentiment.yml --metric macro-f1 --jobs 2 --json", "figures for another program"),
    ];

    public override IEnumerable<string> Faults(ParseResult arguments) =>
        arguments.GetValue(ExperimentArguments.File) is null ? ["learning-curve needs an experiment file: nlp-transfer learning-curve FILE."] : [];

    protected override async Task<int> RunAsync(VerbRun run)
    {
        var experiment = ExperimentArguments.Read(run, e => [.. Experiments.LearningCurve.Runs(e).Select(r => r.Trial)]);
        if (experiment.Trials.GroupBy(t => t.Configuration).Count() > 1)
            throw new UsageException($"{experiment.Source}: a learning curve is of one configuration; leave lists to 'seed'.");
        string folder = Path.GetFullPath(run.Value(ExperimentArguments.Out) ?? Path.Combine("runs", $"{experiment.Name}-learning-curve")), metric = run.Value(Metric)!;
        (CurveRun Run, string Folder)[] runs = [.. Experiments.LearningCurve.Runs(experiment).Select(r => (r, Path.Combine(folder, r.Folder)))];
        using var processes = ExperimentArguments.Processes();
        var runner = ExperimentArguments.Runner(run, processes, new ExperimentProgress(run.Terminal, folder, runs.Length).Add);
        var outcomes = await RunVerb.StoppableAsync(run, () => runner.RunAsync([.. runs.Select(r => (r.Run.Trial, r.Folder))], run.Stop));
        var points = Experiments.LearningCurve.Measure(runs.Zip(outcomes).Where(r => r.Second.IsDone).Select(r => r.First), metric);
        File.WriteAllText(Path.Combine(folder, Picture), Experiments.LearningCurve.Svg(points, metric));
        Write(run, points, metric);
        run.Terminal.Error.WriteLine($"Drawn: {Path.Combine(folder, Picture)}");
        return outcomes.All(o => o.IsDone) ? ExitCode.Done : ExitCode.Failed;
    }

    private static void Write(VerbRun run, IReadOnlyList<CurvePoint> points, string metric)
    {
        if (run.Json)
            JsonOutput.WriteDocument(run.Terminal.Output, new { Metric = metric, Points = points });
        else
            run.Terminal.Output.Write(TextTable.Of(["examples", "pretrained", "from scratch", "difference"], points.Select(p => (string[])
                [p.Examples.ToString("N0", CultureInfo.InvariantCulture), Figure(p.Pretrained), Figure(p.FromScratch), (p.Pretrained.Mean - p.FromScratch.Mean).ToString("+0.0000;-0.0000", CultureInfo.InvariantCulture)])));
    }

    private static string Figure(ComparedFigure figure) => string.Create(CultureInfo.InvariantCulture, $"{figure.Mean:0.0000}{(figure.Deviation is { } deviation ? string.Create(CultureInfo.InvariantCulture, $" ± {deviation:0.0000}") : "")}");
}

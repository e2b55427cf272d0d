using System.CommandLine;
using NlpTransfer.Cli.Reports;
using NlpTransfer.Experiments;

namespace NlpTransfer.Cli.Verbs.Compare;

/// <summary>Finished runs beside one another.</summary>
internal sealed class CompareVerb : Verb
{
    /// <summary>What is typed.</summary>
    public const string Word = "compare";

    /// <summary>What it does, in one line.</summary>
    public const string Summary = "holds finished runs against the first: mean and deviation over seeds, significance";

    private static readonly Argument<string[]> Runs = new("runs")
    {
        Description = "folders of runs, or of experiments with runs below them",
        HelpName = "RUNS",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<string> Metric = Typed.Choice("--metric", new ComparisonOptions().Metric, [.. RunComparison.Figures], "the figure that significance is asked of (default accuracy)");
    private static readonly Option<string> Part = Typed.Choice("--part", "test", ["test", "validation"], "the part of the data (default test)");
    private static readonly Option<int?> Resamples = Typed.Integer("--resamples", 1, $"draws of test examples for the bootstrap (default {new ComparisonOptions().Resamples})");
    private static readonly Option<string> Format = Typed.Choice("--format", "table", ["table", "csv", "json", "markdown"], "how it is printed (default table)");

    public CompareVerb(Terminal terminal) : base(Word, Summary, terminal)
    {
        Arguments.Add(Runs);
        Add(new OptionGroup("Comparison", [Metric, Part, Resamples, CommonOptions.Seed]));
        Add(new OptionGroup("Output", [Format, CommonOptions.Json, CommonOptions.Verbose]));
    }

    public override string Details =>
        "Runs that differ in their seed alone are one row; the figures are mean and standard deviation over them. The difference to the first row, its 95 % interval and p come from a paired "
        + "bootstrap over the saved predictions of runs of equal seed: how much of it another choice of test examples could explain.";

    public override IReadOnlyList<(string Command, string Meaning)> Examples =>
    [
        ("nlp-transfer compare runs/sweep", "all runs of an experiment"),
        ("nlp-transfer compare runs/cnn runs/minilm --metric macro-f1", "is the second one better than the first?"),
        ("nlp-transfer compare runs/sweep --format markdown", "for a report"),
    ];

    public override IEnumerable<string> Faults(ParseResult arguments) =>
        arguments.GetValue(Runs) is { Length: > 0 } ? [] : ["compare needs folders of runs: nlp-transfer compare RUN RUN."];

    protected override Task<int> RunAsync(VerbRun run)
    {
        var runs = RunRecord.FindIn(run.Value(Runs)!.Select(path => VerbRun.Existing(Word, path)));
        var comparison = RunComparison.Of(runs, new ComparisonOptions { Metric = run.Value(Metric)!, Part = run.Value(Part)!, Resamples = run.Value(Resamples) ?? new ComparisonOptions().Resamples, Seed = run.Seed });
        switch (run.Json ? "json" : run.Value(Format))
        {
            case "json": JsonOutput.WriteDocument(run.Terminal.Output, ComparisonText.Json(comparison)); break;
            case "csv": run.Terminal.Output.Write(ComparisonText.Csv(comparison)); break;
            case "markdown": run.Terminal.Output.Write(ComparisonText.Markdown(comparison)); break;
            default: run.Terminal.Output.Write(TextTable.Of(ComparisonText.Heads, ComparisonText.Rows(comparison))); break;
        }

        foreach (var group in comparison.Groups.Where(g => g.WithoutSignificance is not null))
            run.Terminal.Error.WriteLine($"{group.Name}: {group.WithoutSignificance}.");
        return Task.FromResult(ExitCode.Done);
    }
}

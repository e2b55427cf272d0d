using System.CommandLine;
using NlpTransfer.Cli.Verbs.Train;
using NlpTransfer.Data;
using NlpTransfer.Experiments;
using NlpTransfer.Training;

namespace NlpTransfer.Cli.Verbs.Report;

/// <summary>Writes a run's report anew.</summary>
internal sealed class ReportVerb : Verb
{
    /// <summary>What is typed.</summary>
    public const string Word = "report";

    /// <summary>What it does, in one line.</summary>
    public const string Summary = "writes a run's report: one page that needs nothing else";

    private static readonly Argument<string?> Target = new("run") { Description = "the folder that 'train' or 'run' wrote", HelpName = "RUN", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<bool> IncludeTexts = Typed.Switch("--include-texts", "show the texts of the worst mistakes; the data is read again for it");
    private static readonly Option<int?> Mistakes = Typed.Integer("--mistakes", 0, $"how many of the worst mistakes are listed (default {new ReportOptions().Mistakes})");

    public ReportVerb(Terminal terminal) : base(Word, Summary, terminal)
    {
        Arguments.Add(Target);
        Add(new OptionGroup("Page", [IncludeTexts, Mistakes]));
        Add(CommonOptions.Output);
    }

    public override string Details =>
        "RUN/report.html: curves of loss and figures, what trained when, confusion, whether probabilities mean what they say, thresholds, the worst mistakes, the data, the time, and how to have it "
        + "again. 'train' and 'run' write it at their end, without any text of the data.";

    public override IReadOnlyList<(string Command, string Meaning)> Examples =>
    [
        ("nlp-transfer report runs/sentiment", "runs/sentiment/report.html"),
        ("nlp-transfer report runs/sentiment --include-texts --mistakes 50", "with the texts that it gets wrong"),
    ];

    public override IEnumerable<string> Faults(ParseResult arguments) =>
        arguments.GetValue(Target) is null ? ["report needs the folder of a run: nlp-transfer report RUN."] : [];

    protected override async Task<int> RunAsync(VerbRun run)
    {
        string folder = VerbRun.Existing(Word, run.Value(Target)!);
        var options = new ReportOptions { Mistakes = run.Value(Mistakes) ?? new ReportOptions().Mistakes, Text = run.Value(IncludeTexts) ? await TextsAsync(run, folder) : null };
        string file = RunReport.Write(folder, options);
        if (run.Json)
            JsonOutput.WriteDocument(run.Terminal.Output, new { Report = file });
        else
            run.Terminal.Output.WriteLine(file);
        return ExitCode.Done;
    }

    private static async Task<Func<string, long, string?>> TextsAsync(VerbRun run, string folder)
    {
        string[] command = TrainCommand.Restore(TrainVerb.Word, TrainingRunFolder.Open(folder).Section(TrainCommand.Section), run.Arguments, [IncludeTexts.Name, Mistakes.Name]);
        var train = new VerbRun(VerbCatalogue.Root(command, run.Terminal).Parse(command), run.Terminal, run.Stop);
        var settings = TrainVerb.Settings(train);
        if (settings.Image is not null)
            throw new UsageException("--include-texts is for texts; the run is over pictures, whose report shows the worst of them anyway; 'evaluate --mistakes FILE' draws those of other data.");
        var parts = await DataParts.LoadAsync(train, settings.Split);
        var texts = new Dictionary<(string, long), string>();
        foreach (var example in parts.Test.Concat(parts.Validation))
            texts.TryAdd((Path.GetFileName(example.Source.File), example.Source.Row), example.TextPair is null ? example.Text : $"{example.Text} | {example.TextPair}");
        return (file, row) => texts.GetValueOrDefault((file, row));
    }
}

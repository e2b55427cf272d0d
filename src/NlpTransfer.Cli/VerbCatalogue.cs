using System.CommandLine;
using System.CommandLine.Help;
using NlpTransfer.Cli.Verbs.Adapt;
using NlpTransfer.Cli.Verbs.Bench;
using NlpTransfer.Cli.Verbs.Compare;
using NlpTransfer.Cli.Verbs.Convert;
using NlpTransfer.Cli.Verbs.Doctor;
using NlpTransfer.Cli.Verbs.Embed;
using NlpTransfer.Cli.Verbs.Evaluate;
using NlpTransfer.Cli.Verbs.Inspect;
using NlpTransfer.Cli.Verbs.Nearest;
using NlpTransfer.Cli.Verbs.Predict;
using NlpTransfer.Cli.Verbs.Pull;
using NlpTransfer.Cli.Verbs.Quickstart;
using NlpTransfer.Cli.Verbs.Resume;
using NlpTransfer.Cli.Verbs.LearningCurve;
using NlpTransfer.Cli.Verbs.LrFind;
using NlpTransfer.Cli.Verbs.Report;
using NlpTransfer.Cli.Verbs.Run;
using NlpTransfer.Cli.Verbs.Schedule;
using NlpTransfer.Cli.Verbs.Tokenize;
using NlpTransfer.Cli.Verbs.Train;
using NlpTransfer.Cli.Verbs.Worker;

namespace NlpTransfer.Cli;

/// <summary>Every verb there is, in the order the help shows them.</summary>
internal static class VerbCatalogue
{
    /// <summary>The verbs, none of them made yet.</summary>
    public static IReadOnlyList<VerbEntry> Entries { get; } =
    [
        new(QuickstartVerb.Word, QuickstartVerb.Summary, terminal => new QuickstartVerb(terminal)),
        new(TrainVerb.Word, TrainVerb.Summary, terminal => new TrainVerb(terminal)),
        new(ResumeVerb.Word, ResumeVerb.Summary, terminal => new ResumeVerb(terminal)),
        new(AdaptVerb.Word, AdaptVerb.Summary, terminal => new AdaptVerb(terminal)),
        new(RunVerb.Word, RunVerb.Summary, terminal => new RunVerb(terminal)),
        new(CompareVerb.Word, CompareVerb.Summary, terminal => new CompareVerb(terminal)),
        new(ReportVerb.Word, ReportVerb.Summary, terminal => new ReportVerb(terminal)),
        new(LearningCurveVerb.Word, LearningCurveVerb.Summary, terminal => new LearningCurveVerb(terminal)),
        new(EvaluateVerb.Word, EvaluateVerb.Summary, terminal => new EvaluateVerb(terminal)),
        new(PredictVerb.Word, PredictVerb.Summary, terminal => new PredictVerb(terminal)),
        new(PullVerb.Word, PullVerb.Summary, terminal => new PullVerb(terminal)),
        new(EmbedVerb.Word, EmbedVerb.Summary, terminal => new EmbedVerb(terminal)),
        new(TokenizeVerb.Word, TokenizeVerb.Summary, terminal => new TokenizeVerb(terminal)),
        new(InspectVerb.Word, InspectVerb.Summary, terminal => new InspectVerb(terminal)),
        new(NearestVerb.Word, NearestVerb.Summary, terminal => new NearestVerb(terminal)),
        new(ConvertVerb.Word, ConvertVerb.Summary, terminal => new ConvertVerb(terminal)),
        new(LrFindVerb.Word, LrFindVerb.Summary, terminal => new LrFindVerb(terminal)),
        new(ScheduleVerb.Word, ScheduleVerb.Summary, terminal => new ScheduleVerb(terminal)),
        new(WorkerVerb.Word, WorkerVerb.Summary, terminal => new WorkerVerb(terminal)),
        new(BenchVerb.Word, BenchVerb.Summary, terminal => new BenchVerb(terminal)),
        new(DoctorVerb.Word, DoctorVerb.Summary, terminal => new DoctorVerb(terminal)),
    ];

    /// <summary>The words of all verbs.</summary>
    public static IEnumerable<string> Words => Entries.Select(entry => entry.Word);

    /// <summary>The command line for these arguments: the verb they name, or none.</summary>
    public static RootCommand Root(string[] args, Terminal terminal)
    {
        var root = new RootCommand("adapts pretrained models to your own classes");
        root.Options.Clear();
        root.Options.Add(new HelpOption("--help", "-h", "-?") { Action = new HelpPage(terminal) });
        root.Options.Add(new VersionOption { Action = new VersionPage(terminal) });
        if (Entries.FirstOrDefault(entry => entry.Word == args.FirstOrDefault()) is { } chosen)
            root.Subcommands.Add(chosen.Create(terminal));
        root.SetAction(new HelpPage(terminal).Invoke);
        return root;
    }
}

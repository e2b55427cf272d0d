using System.CommandLine;
using System.Diagnostics;

namespace NlpTransfer.Cli.Verbs.Bench;

/// <summary>Starts the benchmarks; they live beside the tests, because users of the library need none.</summary>
internal sealed class BenchVerb : Verb
{
    /// <summary>What is typed.</summary>
    public const string Word = "bench";

    /// <summary>What it does, in one line.</summary>
    public const string Summary = "runs the benchmarks, each with its ratio to a reference";

    private const string Project = "tests/Benchmarks";
    private static readonly Argument<string[]> Names = new("names")
    {
        Description = "which benchmarks; none given runs all, --list names them",
        HelpName = "NAME...",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<bool> List = Typed.Switch("--list", "only name the benchmarks");

    public BenchVerb(Terminal terminal) : base(Word, Summary, terminal)
    {
        Arguments.Add(Names);
        Add(new OptionGroup("Benchmarks", [List]));
        Add(new OptionGroup("Output", [CommonOptions.Verbose]));
    }

    public override string Details =>
        "The machine should be idle; the ratios inside one run say more than the absolute figures. Needs the source tree.";

    public override IReadOnlyList<(string Command, string Meaning)> Examples =>
    [
        ("nlp-transfer bench --list", "what there is"),
        ("nlp-transfer bench tokenization", "one of them"),
    ];

    protected override async Task<int> RunAsync(VerbRun run)
    {
        string root = SourceTree.Find() ?? throw new UsageException(
            "bench needs the source tree with tests/Benchmarks; this program lies outside one.");
        string[] forwarded = [.. run.Value(Names) ?? [], .. run.Value(List) ? ["--list"] : Array.Empty<string>()];
        using var process = Process.Start(Command(root, forwarded))!;
        try
        {
            await process.WaitForExitAsync(run.Stop);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    // The one built beside this program, so that both use the same supplier of torch; built first when missing.
    private static ProcessStartInfo Command(string root, string[] arguments)
    {
        string built = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Benchmarks", "release", "Benchmarks"));
        return File.Exists(built)
            ? new ProcessStartInfo(built, arguments)
            : new ProcessStartInfo("dotnet", ["run", "-c", "Release", "--project", Path.Combine(root, Project), "--", .. arguments]);
    }
}

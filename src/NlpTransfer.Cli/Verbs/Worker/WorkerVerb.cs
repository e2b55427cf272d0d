using System.CommandLine;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NlpTransfer.Cli.Verbs.Train;
using NlpTransfer.Embeddings;
using NlpTransfer.Worker;

namespace NlpTransfer.Cli.Verbs.Worker;

/// <summary>Starts the training worker.</summary>
internal sealed class WorkerVerb : Verb
{
    /// <summary>What is typed.</summary>
    public const string Word = "worker";

    /// <summary>What it does, in one line.</summary>
    public const string Summary = "takes training jobs over HTTP, survives crashes, and answers with what it trained";

    private static readonly Option<string?> Folder = Typed.Text("--folder", "FOLDER", "where queue, runs and models lie (default: worker/ beside the downloads)");
    private static readonly Option<string?> Store = Typed.Text("--store", "STORE", "what the queue is kept in: sqlite, in --folder, or postgres:CONNECTION, which several workers share (default sqlite)");
    private static readonly Option<string[]> DataRoots = new("--data-root") { Description = "a folder that jobs may read from; may be given several times", HelpName = "FOLDER", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string?> Listen = Typed.Text("--listen", "ADDRESS:PORT", "where to listen; anywhere but on the loopback needs --keys (default 127.0.0.1:8080)");
    private static readonly Option<string?> Keys = Typed.Text("--keys", "FILE", "API keys that requests must carry");
    private static readonly Option<string?> NewKey = Typed.Text("--new-key", "NAME:ROLE", "only add a key to --keys and print it, once; roles are read, submit and admin");
    private static readonly Option<string?> Certificate = Typed.Text("--certificate", "FILE", "certificate and chain in PEM; the worker then speaks TLS");
    private static readonly Option<string?> CertificateKey = Typed.Text("--certificate-key", "FILE", "its private key in PEM");
    private static readonly Option<bool> TlsByProxy = Typed.Switch("--tls-by-proxy", "a proxy in front of the worker speaks TLS");
    private static readonly Option<int?> Jobs = Typed.Integer("--jobs", 0, "trainings at a time on the processor (default 1)");
    private static readonly Option<int?> CudaJobs = Typed.Integer("--cuda-jobs", 0, "trainings at a time on CUDA (default 0)");
    private static readonly Option<string?> Memory = Typed.Text("--memory", "SIZE", "memory of all trainings together, such as 12G (default: three quarters of the machine's)");
    private static readonly Option<int?> KeepDays = Typed.Integer("--keep-days", 0, "days that the files of a finished job stay (default 30)");
    private static readonly Option<string?> RunQuota = Typed.Text("--run-quota", "SIZE", "room for the files of finished jobs; the oldest go first (default 20G)");
    private static readonly Option<string?> CacheQuota = Typed.Text("--cache-quota", "SIZE", "room for the features of frozen layers (default 20G)");
    private static readonly Option<int?> MaxBatch = Typed.Integer("--max-batch", 1, "inputs that one run through a model answers; 1 answers each alone (default 64)");
    private static readonly Option<int?> Lease = Typed.Integer("--lease-seconds", 1, "how long a job stays with a worker that gives no sign of life (default 5)");

    public WorkerVerb(Terminal terminal) : base(Word, Summary, terminal)
    {
        Add(new OptionGroup("Place", [Folder, Store, DataRoots, KeepDays, RunQuota, CacheQuota]));
        Add(new OptionGroup("Network", [Listen, Keys, NewKey, Certificate, CertificateKey, TlsByProxy]));
        Add(new OptionGroup("Work", [Jobs, CudaJobs, Memory, Lease, MaxBatch]));
        Add(new OptionGroup("General", [CommonOptions.Offline, CommonOptions.Verbose]));
    }

    public override string Details =>
        "Each training runs in a process of its own. SIGTERM and Ctrl+C let them write a checkpoint; the next start goes on from there, as it does after a crash. "
        + "The dashboard is at the address itself, the API under /v1, its description at /openapi.json.";

    public override IReadOnlyList<(string Command, string Meaning)> Examples =>
    [
        ("nlp-transfer worker --data-root /srv/texts", "for this machine alone, at http://127.0.0.1:8080"),
        ("nlp-transfer worker --keys keys.txt --new-key ci:submit", "a key for programs that submit jobs"),
        ("nlp-transfer worker --listen 0.0.0.0:8443 --keys keys.txt --certificate chain.pem --certificate-key key.pem", "for others, with keys and TLS"),
        ("nlp-transfer worker --folder /shared/worker --store \"postgres:Host=db;Database=worker;Username=worker\"", "one of several that share a queue"),
    ];

    public override IEnumerable<string> Faults(ParseResult arguments)
    {
        if (arguments.GetValue(NewKey) is not null && arguments.GetValue(Keys) is null) yield return "--new-key needs --keys FILE, the file to add the key to.";
    }

    protected override async Task<int> RunAsync(VerbRun run)
    {
        if (run.Value(NewKey) is { } key) return AddKey(run, key);
        await using var app = WorkerApp.Build(OptionsOf(run), Address(run));
        using var stop = run.Stop.Register(app.Lifetime.StopApplication);
        await app.StartAsync(run.Stop);
        run.Terminal.Error.WriteLine($"Listening on {string.Join(", ", app.Urls)}; Ctrl+C stops, with a checkpoint of what trains.");
        await app.WaitForShutdownAsync(CancellationToken.None);
        return ExitCode.Done;
    }

    private static WorkerOptions OptionsOf(VerbRun run)
    {
        var folder = Path.GetFullPath(run.Value(Folder) ?? Path.Combine(NlpTransferPaths.Default().Root, "worker"));
        var options = new WorkerOptions
        {
            Folder = folder,
            Store = StoreOf(run),
            DataRoots = [.. (run.Value(DataRoots) ?? []).Select(Path.GetFullPath)],
            ConcurrentJobs = run.Value(Jobs) ?? 1,
            ConcurrentCudaJobs = run.Value(CudaJobs) ?? 0,
            KeepRuns = TimeSpan.FromDays(run.Value(KeepDays) ?? 30),
            MaxBatch = run.Value(MaxBatch) ?? 64,
            Lease = TimeSpan.FromSeconds(run.Value(Lease) ?? 5),
            KeyFile = run.OptionalPath(Keys),
            Offline = run.Offline,
        };
        return options with
        {
            Memory = Size(run, Memory) ?? options.Memory,
            RunQuota = Size(run, RunQuota) ?? options.RunQuota,
            CacheQuota = Size(run, CacheQuota) ?? options.CacheQuota,
        };
    }

    private static StoreChoice StoreOf(VerbRun run)
    {
        try
        {
            return run.Value(Store) is { } text ? StoreChoice.Parse(text) : StoreChoice.Sqlite;
        }
        catch (ArgumentException wrong)
        {
            throw new UsageException($"--store: {wrong.Message}");
        }
    }

    private static NlpTransfer.Worker.ListenOptions Address(VerbRun run) => new()
    {
        Listen = run.Value(Listen) ?? new NlpTransfer.Worker.ListenOptions().Listen,
        Certificate = run.OptionalPath(Certificate),
        CertificateKey = run.OptionalPath(CertificateKey),
        IsBehindTlsProxy = run.Value(TlsByProxy),
    };

    private static long? Size(VerbRun run, Option<string?> option) => run.Value(option) is { } text ? CacheChoice.Size(option.Name, text) : null;

    private static int AddKey(VerbRun run, string text)
    {
        if (text.Split(':') is not [var name, var word] || !Enum.TryParse<Role>(CultureInfo.InvariantCulture.TextInfo.ToTitleCase(word), out var role) || role == Role.None || char.IsDigit(word[0]))
            throw new UsageException($"--new-key must be NAME:ROLE with the role read, submit or admin, was '{text}'.");
        run.Terminal.Output.WriteLine(ApiKeys.Create(run.Value(Keys)!, name, role));
        return ExitCode.Done;
    }
}

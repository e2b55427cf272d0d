using System.Diagnostics;
using System.Security.Cryptography;

namespace NlpTransfer.Cli.Tests.Verbs.Resume;

/// <summary>The same small training as often as needed, undisturbed once and to be killed otherwise: an LSTM with dropout over real vectors, two phases.</summary>
public sealed class KilledTraining : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private int _runs;

    /// <summary>Epochs of each phase, of 14 steps each.</summary>
    public const int Epochs = 2;

    /// <summary>Hashes of the files that the undisturbed run left: weights, vectors and metrics.</summary>
    internal string Expected { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        string run = NewRun();
        using var process = Start(run);
        var result = await CommandLineRunner.EndAsync(process);
        Assert.True(result.ExitCode == 0, result.Error);
        Expected = Outcome(run);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A folder for another run.</summary>
    internal string NewRun() => _folder[$"run-{Interlocked.Increment(ref _runs)}"];

    /// <summary>Starts the training, with a fault point when one is given.</summary>
    internal static Process Start(string run, string? fault = null, params string[] more) => CommandLineRunner.StartWith(Faulty(fault), [.. Command(run), .. more]);

    /// <summary>Continues a run to its end, or to a fault point.</summary>
    internal static async Task<CliResult> ResumeAsync(string run, string? fault = null, params string[] more)
    {
        using var process = CommandLineRunner.StartWith(Faulty(fault), ["resume", run, .. more]);
        return await CommandLineRunner.EndAsync(process);
    }

    /// <summary>The command itself.</summary>
    internal static string[] Command(string run) =>
    [
        "train", "--corpus", "sms-spam", "--vectors", "glove-100d-sample", "--backbone", "bilstm", "--epochs", $"{Epochs}", "--threads", "1", "--offline", "--out", run,
        "--set", "hidden-size=8", "--set", "max-tokens=20", "--set", "further-words=500", "--set", "checkpoint-steps=3",
    ];

    /// <summary>Waits until a run could be resumed.</summary>
    internal static async Task UntilBegunAsync(string run, Process process)
    {
        while (!File.Exists(Path.Combine(run, "experiment.json")) && !process.HasExited) await Task.Delay(2, TestContext.Current.CancellationToken);
    }

    /// <summary>Waits until so many steps and epochs are reported.</summary>
    internal static async Task UntilLinesAsync(string run, int lines, Process process)
    {
        string path = Path.Combine(run, "metrics.jsonl");
        while (!process.HasExited && (File.Exists(path) ? File.ReadLines(path).Count() : 0) < lines) await Task.Delay(1, TestContext.Current.CancellationToken);
    }

    /// <summary>Hashes of what has to be the same, to the byte.</summary>
    internal static string Outcome(string run) => string.Join('\n',
        new[] { "model/model.safetensors", "model/vectors.safetensors", "metrics.jsonl" }.Select(file => $"{file} {System.Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(run, file))))}"));

    private static Dictionary<string, string> Faulty(string? fault) => fault is null ? [] : new() { ["NLPTRANSFER_FAULT_POINT"] = fault };
}

using System.Diagnostics;
using System.Text.RegularExpressions;

namespace NlpTransfer.Worker.Tests;

/// <summary>The worker as the real program, to be stopped and killed.</summary>
internal sealed partial class WorkerProcess : IDisposable
{
    private readonly Process process;
    private readonly List<string> lines;

    private WorkerProcess(Process process, Uri address, List<string> lines) => (this.process, this.lines, Client) = (process, lines, new WorkerClient(address));

    public WorkerClient Client { get; }

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    /// <summary>What it has said so far.</summary>
    public string Log
    {
        get
        {
            lock (lines) return string.Join('\n', lines);
        }
    }

    /// <param name="more">Further options.</param>
    /// <param name="lease">Seconds until another worker takes a silent one's jobs: as long as a busy machine may hold one up, where no test waits for it.</param>
    public static async Task<WorkerProcess> StartAsync(string folder, string[]? more = null, int lease = 60)
    {
        var info = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "nlp-transfer"), ["worker", "--folder", folder, "--listen", "127.0.0.1:0", "--offline", "--lease-seconds", $"{lease}", .. more ?? []])
        {
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        var process = Process.Start(info)!;
        var (lines, address) = (new List<string>(), new TaskCompletionSource<Uri>());
        process.ErrorDataReceived += (_, line) =>
        {
            lock (lines) lines.Add(line.Data ?? "");
            if (Listening().Match(line.Data ?? "") is { Success: true } match) address.TrySetResult(new Uri(match.Groups[1].Value));
        };
        process.BeginErrorReadLine();
        var first = await Task.WhenAny(address.Task, process.WaitForExitAsync(TestContext.Current.CancellationToken));
        if (first == address.Task) return new WorkerProcess(process, await address.Task, lines);
        throw new InvalidOperationException($"The worker ended with {process.ExitCode}: {string.Join('\n', lines)}");
    }

    /// <summary>kill -9: the worker alone; its trainings see that it is gone.</summary>
    public void Kill() => process.Kill();

    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{process.Id}"]);
        kill.WaitForExit();
    }

    /// <returns>The exit code, and how long it took.</returns>
    public async Task<(int Code, TimeSpan Took)> StopAsync()
    {
        var began = Stopwatch.GetTimestamp();
        Signal("TERM");
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, Stopwatch.GetElapsedTime(began));
    }

    public void Dispose()
    {
        Client.Dispose();
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }

    [GeneratedRegex(@"Listening on (http://[^,;]+)")]
    private static partial Regex Listening();
}

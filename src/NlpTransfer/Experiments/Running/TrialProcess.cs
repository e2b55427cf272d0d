using System.Diagnostics;
using System.Text.Json;

namespace NlpTransfer.Experiments;

/// <summary>A process that trains one run after the other. Each is told on its standard input, and its exit code is read from its standard output.</summary>
internal sealed class TrialProcess : IDisposable
{
    private readonly Process process;
    private readonly Task errors;
    private string log = "";

    private TrialProcess(Process process)
    {
        this.process = process;
        errors = KeepErrorsAsync();
    }

    public static TrialProcess Start(string program) => new(Supervision.Start(new ProcessStartInfo(program, [TrialCall.Verb])));

    /// <summary>Runs one to its end.</summary>
    /// <returns>Its exit code; that of the process where it died of it.</returns>
    public async Task<int> RunAsync(TrialCall call, CancellationToken stop)
    {
        log = call.Log;
        var answer = process.StandardOutput.ReadLineAsync(CancellationToken.None);
        Supervision.Tell(process, JsonSerializer.Serialize(call));
        await using (stop.Register(() => Supervision.AskToStop(process)))
            if (await answer is { } line) return TrialCall.ExitCode(line);
        await Task.WhenAll(process.WaitForExitAsync(CancellationToken.None), errors);
        return process.ExitCode == 0 ? 1 : process.ExitCode;
    }

    /// <summary>Ends it; its input's end tells it to.</summary>
    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    // What a run says goes into its log by itself; here only what a process says that breaks down.
    private async Task KeepErrorsAsync()
    {
        while (await process.StandardError.ReadLineAsync(CancellationToken.None) is { } line)
            if (log.Length > 0) await File.AppendAllTextAsync(log, line + "\n", CancellationToken.None);
    }
}

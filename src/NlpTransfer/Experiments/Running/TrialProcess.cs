using System.Diagnostics;

namespace NlpTransfer.Experiments;

/// <summary>
/// A training as a process of its own: torch has one generator a process, and what one training does to memory or to the process, it
/// does to no other. It writes a checkpoint and ends when it is asked to, and ends at once when this process dies.
/// </summary>
public static class TrialProcess
{
    /// <summary>Runs it to its end.</summary>
    /// <param name="program">The command line's executable.</param>
    /// <param name="arguments">From the verb on.</param>
    /// <param name="log">A file that everything it writes is appended to.</param>
    /// <param name="stop">Asks it to stop; it is waited for all the same.</param>
    /// <returns>Its exit code.</returns>
    public static async Task<int> RunAsync(string program, IReadOnlyList<string> arguments, string log, CancellationToken stop)
    {
        using var process = Supervision.Start(new ProcessStartInfo(program, arguments));
        await using var writer = new StreamWriter(new FileStream(log, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { NewLine = "\n", AutoFlush = true };
        using var gate = new SemaphoreSlim(1);
        await using (stop.Register(() => Supervision.AskToStop(process)))
            await Task.WhenAll(CopyAsync(process.StandardOutput, writer, gate), CopyAsync(process.StandardError, writer, gate), process.WaitForExitAsync(CancellationToken.None));
        return process.ExitCode;
    }

    private static async Task CopyAsync(StreamReader from, StreamWriter to, SemaphoreSlim gate)
    {
        while (await from.ReadLineAsync(CancellationToken.None) is { } line)
        {
            await gate.WaitAsync(CancellationToken.None);
            await to.WriteLineAsync(line);
            gate.Release();
        }
    }
}

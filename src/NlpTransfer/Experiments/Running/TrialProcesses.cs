using System.Collections.Concurrent;

namespace NlpTransfer.Experiments;

/// <summary>
/// Trainings in processes beside this one: torch has one generator a process, and a crash of one must not take the others with it. Those that run one
/// after the other share a process, so that what one has read, tokenized and compiled the next one finds there. A training writes a checkpoint and ends
/// when it is asked to, and ends at once when this process dies; after one that failed a new process begins.
/// </summary>
/// <param name="program">The command line's executable.</param>
public sealed class TrialProcesses(string program) : IDisposable
{
    private readonly ConcurrentBag<TrialProcess> idle = [];

    /// <summary>Runs a training to its end.</summary>
    /// <param name="arguments">From the verb on.</param>
    /// <param name="log">A file that everything it writes is appended to.</param>
    /// <param name="stop">Asks it to stop; it is waited for all the same.</param>
    /// <returns>Its exit code.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, string log, CancellationToken stop)
    {
        var process = idle.TryTake(out var known) ? known : TrialProcess.Start(program);
        var code = await process.RunAsync(new(arguments, log), stop);
        if (code == 0) idle.Add(process);
        else process.Dispose();
        return code;
    }

    /// <summary>Ends the processes.</summary>
    public void Dispose()
    {
        while (idle.TryTake(out var process)) process.Dispose();
    }
}

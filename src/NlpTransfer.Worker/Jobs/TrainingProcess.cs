using System.Diagnostics;
using System.Text;
using NlpTransfer.Experiments;

namespace NlpTransfer.Worker.Jobs;

/// <summary>
/// A training in a process of its own: two in one process would draw from one generator, and a crash of torch must not end the worker. The
/// process stops and ends with the worker by <see cref="Supervision"/>.
/// </summary>
internal sealed class TrainingProcess : IDisposable
{
    private const int MostOutput = 4 << 20, MostErrorLines = 50;

    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task errors;
    private readonly Queue<string> lastErrors = new();
    private bool isStopping;

    private TrainingProcess(Process process, string log)
    {
        this.process = process;
        output = ReadAsync(process.StandardOutput);
        errors = LogAsync(process.StandardError, log);
        Ended = EndAsync();
    }

    /// <summary>The exit code, once everything that was printed is read.</summary>
    public Task<int> Ended { get; }

    /// <summary>What it printed as its result.</summary>
    public string Output => output.Result;

    /// <summary>The last lines for people.</summary>
    public IReadOnlyList<string> LastErrors => [.. lastErrors];

    public static TrainingProcess Start(ProcessStartInfo info, string log, string workingFolder)
    {
        info.WorkingDirectory = workingFolder;
        info.Environment["NO_COLOR"] = "1";
        return new TrainingProcess(Supervision.Start(info), log);
    }

    /// <summary>Asks it to write a checkpoint and end; once is enough.</summary>
    public void Stop()
    {
        if (isStopping) return;
        isStopping = true;
        Supervision.AskToStop(process);
    }

    public void Kill() => process.Kill(entireProcessTree: true);

    public void Dispose() => process.Dispose();

    private async Task<int> EndAsync()
    {
        await process.WaitForExitAsync();
        await Task.WhenAll(output, errors);
        return process.ExitCode;
    }

    private static async Task<string> ReadAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync() is { } line)
            if (text.Length < MostOutput) text.Append(line).Append('\n');
        return text.ToString();
    }

    private async Task LogAsync(StreamReader reader, string log)
    {
        await using var file = new StreamWriter(new FileStream(log, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
        while (await reader.ReadLineAsync() is { } line)
        {
            if (lastErrors.Count == MostErrorLines) lastErrors.Dequeue();
            lastErrors.Enqueue(line);
            await file.WriteLineAsync(line);
        }
    }
}

using System.Diagnostics;
using System.Text.Json;
using NlpTransfer.Experiments;

namespace NlpTransfer.Worker.Jobs;

/// <summary>Which options an experiment may have. The program that trains is asked for them, so that there is one table, whatever host the worker is in.</summary>
internal sealed class JobKeys(WorkerOptions options)
{
    private static readonly string[] Question = ["run", "--keys"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The answer.</summary>
    public ExperimentKeys All { get => field ?? throw new InvalidOperationException("The worker has not started."); private set; }

    /// <summary>Asks.</summary>
    /// <exception cref="OptionsException">There is no such program, or it is another one.</exception>
    public async Task AskAsync(CancellationToken cancellation)
    {
        var info = JobProgram.Command(options, Question);
        info.RedirectStandardInput = info.RedirectStandardOutput = info.RedirectStandardError = true;
        using var process = Process.Start(info)!;
        process.StandardInput.Close();
        var (answer, complaint) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        try
        {
            await process.WaitForExitAsync(cancellation).WaitAsync(Patience, cancellation);
            All = ExperimentKeys.FromJson(await answer);
        }
        catch (Exception error) when (error is JsonException or TimeoutException)
        {
            if (!process.HasExited) process.Kill();
            throw new OptionsException(nameof(WorkerOptions), [$"Program: {info.FileName} does not say which options a training has; name the command line, nlp-transfer, of this version. {(await complaint).Split('\n')[0]}".TrimEnd()]);
        }
    }
}

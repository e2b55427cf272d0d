using System.Diagnostics;
using System.Text.Json;
using NlpTransfer.Experiments;

namespace NlpTransfer.Worker.Jobs;

/// <summary>
/// Which options an experiment may have, and whether a training with them can be. The program that trains is asked, so that there is one table and one
/// set of checks, whatever host the worker is in. One process answers all questions; the end of its input, the worker's death, ends it.
/// </summary>
internal sealed class JobKeys(WorkerOptions options) : IDisposable
{
    private const int Tries = 2; // whoever ended the process for its memory has not ended the worker
    private static readonly string[] Question = ["run", "--check"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim turn = new(1);
    private Process? program;

    /// <summary>The options.</summary>
    public ExperimentKeys All { get => field ?? throw new InvalidOperationException("The worker has not started."); private set; }

    /// <summary>Asks for the options.</summary>
    /// <exception cref="OptionsException">There is no such program, or it is another one.</exception>
    public async Task AskAsync(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            All = await StartAsync();
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>What is wrong with a training, one sentence each; an option is called by its dashes.</summary>
    /// <param name="arguments">What would be typed, from the verb on.</param>
    /// <exception cref="JobException">The program does not answer.</exception>
    public async Task<IReadOnlyList<string>> FaultsAsync(IReadOnlyList<string> arguments)
    {
        await turn.WaitAsync();
        try
        {
            for (var i = 0; i < Tries; i++)
            {
                if (program is null) await StartAsync();
                if (await AnswerAsync(JsonSerializer.Serialize(arguments)) is { } answer) return JsonSerializer.Deserialize<string[]>(answer)!;
                End();
            }
            throw new JobException(JobFault.Busy, "The program that trains does not answer; try again later.");
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose()
    {
        End();
        turn.Dispose();
    }

    private async Task<ExperimentKeys> StartAsync()
    {
        var info = JobProgram.Command(options, Question);
        info.RedirectStandardInput = info.RedirectStandardOutput = info.RedirectStandardError = true;
        program = Process.Start(info)!;
        var complaint = program.StandardError.ReadToEndAsync();
        try
        {
            return ExperimentKeys.FromJson(await AnswerAsync(null) ?? "");
        }
        catch (JsonException)
        {
            End();
            throw new OptionsException(nameof(WorkerOptions), [$"Program: {info.FileName} does not say which options a training has; name the command line, nlp-transfer, of this version. {(await complaint).Split('\n')[0]}".TrimEnd()]);
        }
    }

    // Null where it has ended or takes too long; then what it would still say belongs to no question.
    private async Task<string?> AnswerAsync(string? question)
    {
        try
        {
            if (question is not null) await program!.StandardInput.WriteLineAsync(question);
            await program!.StandardInput.FlushAsync();
            return await program.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        }
        catch (Exception error) when (error is IOException or TimeoutException)
        {
            return null;
        }
    }

    private void End()
    {
        if (program is null) return;
        program.Kill();
        program.Dispose();
        program = null;
    }
}

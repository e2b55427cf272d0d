using System.Data.Common;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace NlpTransfer.Worker.Jobs;

/// <summary>One attempt at a job, from its folder to its recorded end.</summary>
internal sealed partial class JobAttempt(Job job, JobQueue queue, JobFiles files, JobCommand command, WorkerOptions options, Func<Job, string, Task> whenTrained, ILogger log)
{
    private const int Beats = 10; // a lease, at least
    private static readonly TimeSpan LongestBeat = TimeSpan.FromMilliseconds(500); // how late it sees what somebody asked another worker for

    private const string ErrorMark = "nlp-transfer: ";

    private readonly SemaphoreSlim nudge = new(0);
    private JobWish wish;
    private bool isLost, isHostStopping, beatWasRefused;

    public Job Job => job;

    /// <summary>Looks at once whether somebody wants something of the job.</summary>
    public void Nudge() => nudge.Release();

    /// <summary>Runs to the end of the attempt; whatever it is, it is recorded, unless the job has been taken over.</summary>
    public async Task RunAsync(CancellationToken hostStopping)
    {
        JobEnd end;
        try
        {
            end = await TrainAsync(hostStopping);
        }
        catch (Exception error) when (error is JobException or IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception or NlpTransfer.OptionsException or InvalidDataException)
        {
            end = Failed(error.Message, isLasting: error is JobException);
        }
        if (isLost || !await queue.EndAsync(job, end, WorkerIdentity.Own))
        {
            Lost(log, job.Id, job.Token);
            return;
        }
        Ended(log, job.Id, end.State);
        if (end.State == JobState.Succeeded) Clean();
    }

    private async Task<JobEnd> TrainAsync(CancellationToken hostStopping)
    {
        var (folder, continues) = files.Prepare(job);
        var arguments = continues ? JobCommand.Continue(folder) : command.Begin(job.Request, folder);
        using var process = TrainingProcess.Start(JobProgram.Command(options, arguments), JobFiles.Output(folder), folder);
        await WatchAsync(process, hostStopping);
        var code = await process.Ended;
        if (isLost) return new JobEnd(JobState.Running, ""); // nobody records it
        if (wish == JobWish.Cancel) return new JobEnd(JobState.Cancelled, "cancelled");
        if (code == 0) return await SucceededAsync(folder);
        if (wish == JobWish.Pause) return new JobEnd(JobState.Queued, "paused; goes on from its last checkpoint") { IsPaused = true };
        if (isHostStopping) return new JobEnd(JobState.Queued, "its worker was stopped; goes on from its last checkpoint");
        return Failed(Sentence(process.LastErrors, code), isLasting: code == 2);
    }

    private async Task<JobEnd> SucceededAsync(string folder)
    {
        var model = Path.Combine(folder, "model");
        if (await queue.BeatAsync(job, options.Lease) is null)
        {
            isLost = true;
            return new JobEnd(JobState.Running, "");
        }
        await whenTrained(job, model);
        var metrics = Path.Combine(model, "metrics.json");
        return new JobEnd(JobState.Succeeded, "trained") { Result = File.Exists(metrics) ? JsonNode.Parse(await File.ReadAllTextAsync(metrics)) : null };
    }

    // Whoever lost the job may still write into its old folder, and then it stays until the job's files go.
    private void Clean()
    {
        try
        {
            files.Clean(job);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            NotCleaned(log, job.Id, error);
        }
    }

    // Signs of life, and what somebody wants, until the process has ended.
    private async Task WatchAsync(TrainingProcess process, CancellationToken hostStopping)
    {
        var (lastBeat, stopAsked) = (options.Time.GetTimestamp(), default(long?));
        using var stopping = hostStopping.Register(() => { isHostStopping = true; Nudge(); });
        var beat = options.Lease / Beats < LongestBeat ? options.Lease / Beats : LongestBeat;
        while (!process.Ended.IsCompleted)
        {
            await Task.WhenAny(process.Ended, nudge.WaitAsync(beat));
            if (process.Ended.IsCompleted) return;
            if (await BeatAsync() is { } wanted) (wish, lastBeat) = (wanted, options.Time.GetTimestamp());
            else isLost |= options.Time.GetElapsedTime(lastBeat) > options.Lease || beatWasRefused;
            if (isLost || wish == JobWish.Cancel) process.Kill();
            else if (wish == JobWish.Pause || isHostStopping)
            {
                process.Stop();
                stopAsked ??= options.Time.GetTimestamp();
                if (options.Time.GetElapsedTime(stopAsked.Value) > options.StopGrace) process.Kill();
            }
        }
    }

    // A store that does not answer is no loss yet; it becomes one when the lease has run out without it.
    private async Task<JobWish?> BeatAsync()
    {
        try
        {
            var wanted = await queue.BeatAsync(job, options.Lease);
            beatWasRefused = wanted is null;
            return wanted;
        }
        catch (DbException error)
        {
            Unreachable(log, job.Id, error);
            return null;
        }
    }

    private JobEnd Failed(string sentence, bool isLasting)
    {
        if (isLasting || job.Failures >= job.Request.Retries) return new JobEnd(JobState.Failed, sentence) { IsFailure = true };
        var delay = TimeSpan.FromSeconds(Math.Min(3600, job.Request.BackoffSeconds * Math.Pow(2, job.Failures)));
        return new JobEnd(JobState.Queued, FormattableString.Invariant($"attempt {job.Failures + 1} of {job.Request.Retries + 1} failed, the next begins in {delay.TotalSeconds:0.#} s: {sentence}")) { IsFailure = true, Delay = delay };
    }

    private static string Sentence(IReadOnlyList<string> lines, int code)
    {
        var start = lines.ToList().FindLastIndex(l => l.StartsWith(ErrorMark, StringComparison.Ordinal));
        if (start >= 0) return string.Join('\n', lines.Skip(start))[ErrorMark.Length..];
        return code > 128 ? $"The training was killed by signal {code - 128}{(code == 137 ? ", as for want of memory" : "")}." : $"The training ended with exit code {code}{(lines.Count > 0 ? $": {lines[^1]}" : ".")}";
    }

    [LoggerMessage(LogLevel.Information, "Job {Job}: {State}")]
    private static partial void Ended(ILogger logger, string job, JobState state);

    [LoggerMessage(LogLevel.Warning, "Job {Job} with token {Token} has been taken over; what this worker did of it since is not used")]
    private static partial void Lost(ILogger logger, string job, long token);

    [LoggerMessage(LogLevel.Information, "Folders of earlier attempts at job {Job} stay for now")]
    private static partial void NotCleaned(ILogger logger, string job, Exception error);

    [LoggerMessage(LogLevel.Warning, "The store does not answer about job {Job}")]
    private static partial void Unreachable(ILogger logger, string job, Exception error);
}

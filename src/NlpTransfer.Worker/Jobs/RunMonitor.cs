using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NlpTransfer.Worker.Http;

namespace NlpTransfer.Worker.Jobs;

/// <summary>Reads along with the trainings of this worker, for the figures of <c>/metrics</c>.</summary>
internal sealed partial class RunMonitor(JobService jobs, JobFiles files, WorkerMetrics metrics, TimeProvider time, ILogger<RunMonitor> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, (long Step, long Time)> seen = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).AsTask().ContinueWith(t => t.IsCompletedSuccessfully && t.Result, CancellationToken.None)) Look();
    }

    private void Look()
    {
        var running = jobs.Running;
        foreach (var over in seen.Keys.Except(running.Select(j => j.Id)).ToArray())
        {
            seen.Remove(over);
            metrics.Over(over);
        }
        foreach (var job in running)
        {
            try
            {
                Look(job);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
            {
                NotRead(log, job.Id, error); // its files come and go, and the next look is in a second
            }
        }
    }

    private void Look(Job job)
    {
        var (folder, now) = (files.Of(job.Id, job.Token), time.GetTimestamp());
        if (JobProgress.Read(folder) is not { } progress) return;
        if (!seen.TryGetValue(job.Id, out var before)) before = (progress.Step, now);
        metrics.Steps(job.Id, progress.Step - before.Step, Examples(folder, before.Step), time.GetElapsedTime(before.Time, now).TotalSeconds, progress.Loss ?? double.NaN);
        seen[job.Id] = (progress.Step, now);
    }

    private static long Examples(string folder, long after)
    {
        using var reader = new StreamReader(new FileStream(Path.Combine(folder, "metrics.jsonl"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        long examples = 0;
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith("{\"type\":\"step\"", StringComparison.Ordinal) || !line.EndsWith('}')) continue;
            using var step = JsonDocument.Parse(line);
            if (step.RootElement.GetProperty("step").GetInt64() > after) examples += step.RootElement.GetProperty("examples").GetInt64();
        }
        return examples;
    }

    [LoggerMessage(LogLevel.Debug, "The files of job {Job} could not be read")]
    private static partial void NotRead(ILogger logger, string job, Exception error);
}

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace NlpTransfer.Worker.Jobs;

/// <summary>Removes the files of jobs that are over: those past their time, and the oldest where they take up more room than they may. The records stay; so do models.</summary>
internal sealed partial class RunRetention(WorkerOptions options, JobQueue queue, JobFiles files, ILogger<RunRetention> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>Looks once.</summary>
    /// <returns>How many jobs lost their files.</returns>
    public async Task<int> SweepAsync()
    {
        var over = (await queue.OverWithFilesAsync()).Select(j => (Job: j, Bytes: JobFiles.Size(files.Of(j.Id)))).ToList();
        var (now, room, removed) = (options.Time.GetUtcNow(), over.Sum(o => o.Bytes), 0);
        foreach (var (job, bytes) in over)
        {
            var isOld = now - job.Ended > options.KeepRuns;
            if (!isOld && room <= options.RunQuota) continue;
            if (!await queue.ForgetFilesAsync(job.Id)) continue; // it was tried again meanwhile, or another worker was faster
            files.Delete(job.Id);
            room -= bytes;
            removed++;
            Removed(log, job.Id, bytes, isOld ? "its age" : "room");
        }
        return removed;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, options.Time);
        while (await timer.WaitForNextTickAsync(stoppingToken).AsTask().ContinueWith(t => t.IsCompletedSuccessfully && t.Result, CancellationToken.None))
        {
            try
            {
                await SweepAsync();
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or System.Data.Common.DbException)
            {
                Failed(log, error);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "The files of job {Job}, {Bytes} bytes, were removed for {Reason}")]
    private static partial void Removed(ILogger logger, string job, long bytes, string reason);

    [LoggerMessage(LogLevel.Warning, "Old runs could not be removed")]
    private static partial void Failed(ILogger logger, Exception error);
}

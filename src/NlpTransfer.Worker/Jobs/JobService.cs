using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NlpTransfer.Worker.Http;
using NlpTransfer.Worker.Models;
using NlpTransfer.Worker.Storage;
using Quartz;

namespace NlpTransfer.Worker.Jobs;

/// <summary>Everything that can be done with jobs, and the part of it that goes on by itself: taking them, watching over what lost workers left, ending in order.</summary>
internal sealed partial class JobService(
    WorkerOptions options, WorkerDatabase database, JobQueue queue, JobFiles files, JobKeys keys, JobCommand command, JobCapacity capacity, ModelRegistry models, WorkerMetrics metrics,
    ISchedulerFactory schedulers, ILogger<JobService> log) : BackgroundService
{
    private const int MostWaiting = 10_000;
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<string, (JobAttempt Attempt, Task Work)> running = new();
    private readonly SemaphoreSlim claiming = new(1);
    private readonly CancellationTokenSource stopping = new();
    private IScheduler? scheduler;

    /// <summary>Whether jobs are taken.</summary>
    public bool IsReady { get; private set; }

    /// <summary>The jobs that train in this worker now.</summary>
    public IReadOnlyCollection<Job> Running => [.. running.Values.Select(r => r.Attempt.Job)];

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var asked = keys.AskAsync(cancellationToken);
        Directory.CreateDirectory(options.RunsFolder);
        await database.PrepareAsync(async () => scheduler = await schedulers.GetScheduler(cancellationToken), cancellationToken);
        await asked;
        await scheduler!.Start(cancellationToken);
        IsReady = true;
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Records a job and lets it begin.</summary>
    /// <exception cref="JobException">It cannot be, or would never fit.</exception>
    public async Task<(Job Job, bool IsNew)> SubmitAsync(JobRequest request)
    {
        if (request.Validate() is { Count: > 0 } faults) throw new JobException(JobFault.Invalid, string.Join(' ', faults));
        request = await command.CompletedAsync(request); // says what is wrong with it, before it waits for its turn
        var needed = request.MemoryBytes ?? JobCapacity.Estimate(command.Inputs(request));
        capacity.Check(request.Device!, needed);
        if ((await queue.CountsAsync())[JobState.Queued] >= MostWaiting) throw new JobException(JobFault.Busy, $"{MostWaiting} jobs wait already; try again later.");
        var (job, isNew) = await queue.SubmitAsync(request, needed);
        if (isNew) await TickAsync(job.Request.Priority);
        return (job, isNew);
    }

    public Task<Job> CancelAsync(string id) => ChangedAsync(queue.CancelAsync(id, "a request cancelled it"));

    public Task<Job> PauseAsync(string id) => ChangedAsync(queue.PauseAsync(id, "a request paused it"));

    public Task<Job> ResumeAsync(string id) => ChangedAsync(queue.ResumeAsync(id, "a request resumed it"));

    public Task<Job> RetryAsync(string id) => ChangedAsync(queue.RetryAsync(id, "a request tries it again"));

    /// <summary>Takes the best job that there is room for, and trains it.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> RunNextAsync()
    {
        if (await ClaimAsync() is not var (job, place)) return false;
        using (place)
        {
            var attempt = new JobAttempt(job, queue, files, command, options, TrainedAsync, log);
            if (job.Token == 1) metrics.Waited(job.Started!.Value - job.Created);
            var work = attempt.RunAsync(stopping.Token);
            running[job.Id] = (attempt, work);
            try
            {
                await work;
            }
            finally
            {
                running.TryRemove(job.Id, out _);
            }
        }
        return true;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        IsReady = false;
        if (scheduler is not null) await scheduler.Standby(cancellationToken);
        await stopping.CancelAsync();
        await Task.WhenAll(running.Values.Select(r => r.Work)).WaitAsync(options.StopGrace + TimeSpan.FromSeconds(2), CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
        if (scheduler is not null) await scheduler.Shutdown(false, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(SweepInterval, options.Time);
        do
        {
            try
            {
                await SweepAsync();
            }
            catch (Exception error) when (error is System.Data.Common.DbException or SchedulerException)
            {
                Unreachable(log, error);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).AsTask().ContinueWith(t => t.IsCompletedSuccessfully && t.Result, CancellationToken.None));
    }

    // What waits although nobody was told to take it: after a crash between two records, the end of a back-off, room that became free.
    private async Task SweepAsync()
    {
        var now = options.Time.GetUtcNow().ToUnixTimeMilliseconds();
        var free = (await queue.CandidatesAsync()).Where(c => c.IsFree(now)).ToList();
        foreach (var lost in free.Where(c => c.State == JobState.Stopping && c.Wish != JobWish.None)) await queue.EndLostAsync(lost, WorkerIdentity.Own);
        if (free.Exists(c => c.State != JobState.Stopping) && capacity.HasPlace) await TickAsync(0);
    }

    private async Task<(Job Job, IDisposable Place)?> ClaimAsync()
    {
        await claiming.WaitAsync();
        try
        {
            var now = options.Time.GetUtcNow().ToUnixTimeMilliseconds();
            var full = new HashSet<string>();
            foreach (var candidate in (await queue.CandidatesAsync()).Where(c => c.IsFree(now) && c.State != JobState.Stopping))
            {
                if (stopping.IsCancellationRequested) return null;
                if (full.Contains(candidate.Device)) continue;
                if (capacity.TryTake(candidate.Device, candidate.Memory) is not { } place)
                {
                    full.Add(candidate.Device); // whoever comes later waits behind it, so that a large job gets its turn
                    continue;
                }
                var reason = candidate.State == JobState.Queued ? "its turn came" : $"taken over from {candidate.Worker}, which gives no sign of life; goes on from its last checkpoint";
                if (await queue.ClaimAsync(candidate, WorkerIdentity.Own, options.Lease, reason) is { } job) return (job, place);
                place.Dispose();
            }
            return null;
        }
        finally
        {
            claiming.Release();
        }
    }

    private async Task TrainedAsync(Job job, string model)
    {
        await models.AddTrainedAsync(job, model);
        var record = Path.Combine(model, "training.json");
        if (File.Exists(record) && JsonNode.Parse(await File.ReadAllTextAsync(record))?["result"]?["features"] is JsonArray features) metrics.CacheHits(features.Sum(f => (long?)f?["hits"] ?? 0));
    }

    private async Task<Job> ChangedAsync(Task<Job> change)
    {
        var job = await change;
        if (running.TryGetValue(job.Id, out var here)) here.Attempt.Nudge();
        if (job is { State: JobState.Queued, IsPaused: false }) await TickAsync(job.Request.Priority);
        return job;
    }

    private async Task TickAsync(int priority) =>
        await scheduler!.ScheduleJob(TriggerBuilder.Create().ForJob(JobTick.Key).WithIdentity(Guid.NewGuid().ToString("n"), JobTick.Group).StartNow().WithPriority(priority).Build());

    [LoggerMessage(LogLevel.Warning, "The store does not answer")]
    private static partial void Unreachable(ILogger logger, Exception error);
}

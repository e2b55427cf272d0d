using System.Text.Json;
using Quartz;

namespace NlpTransfer.Worker.Jobs;

/// <summary>What Quartz fires at the times of a schedule: it submits the schedule's job, with the time as its key, so that no time counts twice.</summary>
internal sealed class ScheduleTick(JobService jobs) : IJob
{
    public const string Group = "schedules", Request = "request";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var request = JsonSerializer.Deserialize<JobRequest>((string)context.MergedJobDataMap[Request]!, WorkerJson.Options)!;
        var time = context.ScheduledFireTimeUtc ?? context.FireTimeUtc;
        await jobs.SubmitAsync(request with { Key = $"schedule {context.JobDetail.Key.Name} {time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}" });
    }
}

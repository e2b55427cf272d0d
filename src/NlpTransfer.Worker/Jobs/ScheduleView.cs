namespace NlpTransfer.Worker.Jobs;

/// <summary>A schedule as the API shows it.</summary>
internal sealed record ScheduleView(string Name, string Cron, DateTimeOffset? Next, JobRequest Job);

namespace NlpTransfer.Worker.Http;

/// <summary>A job at times that a cron expression gives.</summary>
/// <param name="Name">Its address.</param>
/// <param name="Cron">Seconds, minutes, hours, day of month, month, day of week, in UTC.</param>
/// <param name="Job">What is submitted each time.</param>
internal sealed record ScheduleBody(string Name, string Cron, JobRequest Job);

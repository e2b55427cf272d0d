using System.Text.Json;
using NlpTransfer.Worker.Http;
using Quartz;

namespace NlpTransfer.Worker.Jobs;

/// <summary>Jobs that are submitted at times given by cron expressions; Quartz keeps and fires them.</summary>
internal sealed class JobSchedules(ISchedulerFactory schedulers, JobCommand command)
{
    /// <exception cref="JobException">Name, expression or job cannot be, or the name is taken.</exception>
    public async Task<ScheduleView> AddAsync(ScheduleBody body)
    {
        if (!ModelName.IsValid(body.Name)) throw new JobException(JobFault.Invalid, "A schedule's name must be 1 to 60 letters a to z, digits, '-' or '_'.");
        if (body.Cron.Length > 200 || !CronExpression.TryParse(body.Cron, out var cron)) throw new JobException(JobFault.Invalid, "cron must have six fields: seconds, minutes, hours, day of month, month, day of week, such as 0 0 3 * * ?.");
        if (body.Job.Key is not null) throw new JobException(JobFault.Invalid, "job.key: the schedule gives each of its jobs a key.");
        if (body.Job.Validate() is { Count: > 0 } faults) throw new JobException(JobFault.Invalid, string.Join(' ', faults));
        await command.CompletedAsync(body.Job);
        var scheduler = await schedulers.GetScheduler();
        if (await scheduler.GetJobDetail(Key(body.Name)) is not null) throw new JobException(JobFault.Conflict, $"There is a schedule '{body.Name}' already; delete it first.");
        var job = JobBuilder.Create<ScheduleTick>().WithIdentity(Key(body.Name)).UsingJobData(ScheduleTick.Request, JsonSerializer.Serialize(body.Job, WorkerJson.Options)).Build();
        var trigger = TriggerBuilder.Create().WithIdentity(body.Name, ScheduleTick.Group).WithCronSchedule(cron!, c => c.InTimeZone(TimeZoneInfo.Utc).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)).Build();
        await scheduler.ScheduleJob(job, trigger);
        return await GetAsync(body.Name);
    }

    public async Task<IReadOnlyList<ScheduleView>> ListAsync()
    {
        var scheduler = await schedulers.GetScheduler();
        var views = new List<ScheduleView>();
        foreach (var key in (await scheduler.GetJobKeys(GroupMatcher<JobKey>.GroupEquals(ScheduleTick.Group))).OrderBy(k => k.Name, StringComparer.Ordinal)) views.Add(await GetAsync(key.Name));
        return views;
    }

    /// <exception cref="JobException">There is none of that name.</exception>
    public async Task<ScheduleView> GetAsync(string name)
    {
        var scheduler = await schedulers.GetScheduler();
        var job = await scheduler.GetJobDetail(Key(name)) ?? throw Missing();
        var trigger = await scheduler.GetTrigger(new TriggerKey(name, ScheduleTick.Group)) as ICronTrigger ?? throw Missing();
        return new ScheduleView(name, trigger.CronExpressionString!, trigger.NextFireTimeUtc, JsonSerializer.Deserialize<JobRequest>((string)job.JobDataMap[ScheduleTick.Request]!, WorkerJson.Options)!);
    }

    /// <exception cref="JobException">There is none of that name.</exception>
    public async Task RemoveAsync(string name)
    {
        if (!await (await schedulers.GetScheduler()).DeleteJob(Key(name))) throw Missing();
    }

    private static JobKey Key(string name) => new(name, ScheduleTick.Group);

    private static JobException Missing() => new(JobFault.NotFound, "There is no such schedule.");
}

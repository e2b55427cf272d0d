using Quartz;

namespace NlpTransfer.Worker.Jobs;

/// <summary>What Quartz fires when a job waits: it takes the best one there is room for. Fired again by whoever is left when its worker dies.</summary>
internal sealed class JobTick(JobService jobs) : IJob
{
    public const string Group = "jobs";

    public static readonly JobKey Key = new("run", Group);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await jobs.RunNextAsync();
}

using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using NlpTransfer.Worker.Http;
using NlpTransfer.Worker.Jobs;
using NlpTransfer.Worker.Models;
using NlpTransfer.Worker.Security;
using NlpTransfer.Worker.Storage;
using Npgsql;
using Quartz;

namespace NlpTransfer.Worker;

/// <summary>Puts the worker into a host: <c>services.AddNlpTransferWorker(options)</c>, then <c>app.MapNlpTransferWorker()</c> for its HTTP API.</summary>
public static class WorkerServices
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1), Shutdown = TimeSpan.FromSeconds(10);

    /// <summary>Adds queue, trainings, models and prediction.</summary>
    /// <exception cref="OptionsException">The options have faults.</exception>
    public static IServiceCollection AddNlpTransferWorker(this IServiceCollection services, WorkerOptions options)
    {
        OptionsException.ThrowIfAny(nameof(WorkerOptions), options.Validate());
        services.AddSingleton(options);
        services.TryAddSingleton(options.Time);
        services.AddSingleton(_ => WorkerDatabase.Open(options));
        services.AddSingleton<JobQueue>().AddSingleton<JobFiles>().AddSingleton<JobKeys>().AddSingleton<JobCommand>().AddSingleton<JobCapacity>().AddSingleton<ModelRegistry>();
        services.AddSingleton<JobService>();
        services.AddHostedService(p => p.GetRequiredService<JobService>());
        services.AddSingleton<JobSchedules>().AddSingleton<JobEvents>().AddSingleton<JobArtifacts>().AddSingleton<ModelServer>();
        services.AddSingleton<Sessions>().AddSingleton<WorkerMetrics>().AddSingleton<ApiGate>().AddSingleton<RunRetention>();
        services.AddHostedService<RunMonitor>();
        services.AddHostedService(p => p.GetRequiredService<RunRetention>());
        services.Configure<HostOptions>(host => host.ShutdownTimeout = Shutdown);
        services.AddQuartz(quartz => Configure(quartz, options));
        return services;
    }

    // The name is what makes a cluster: workers on one PostgreSQL share it, while each SQLite has its own.
    private static void Configure(IQuartzBuilder quartz, WorkerOptions options)
    {
        quartz.ConfigureScheduler(scheduler =>
        {
            scheduler.InstanceName = options.Store.Postgres is null ? $"nlp-transfer {Path.GetFullPath(options.Folder)}" : "nlp-transfer";
            scheduler.InstanceId = options.Store.Postgres is null ? "single" : WorkerIdentity.Own;
            scheduler.IdleWaitTime = Poll;
        });
        quartz.UseDefaultThreadPool(options.ConcurrentJobs + options.ConcurrentCudaJobs + 2); // schedules and a second look fire beside trainings
        quartz.UsePersistentStore(store =>
        {
            store.ProvisionSchema();
            store.UseSystemTextJsonSerializer();
            if (options.Store.Postgres is not { } connection)
            {
                store.UseSqlite(SqliteFactory.Instance, WorkerDatabase.QuartzFile(options));
                return;
            }
            store.UsePostgres(NpgsqlFactory.Instance, connection);
            store.UseClustering(cluster => (cluster.CheckinInterval, cluster.CheckinMisfireThreshold) = (Poll, options.Lease));
        });
        quartz.AddJob<JobTick>(job => job.WithIdentity(JobTick.Key).StoreDurably().RequestRecovery());
    }
}

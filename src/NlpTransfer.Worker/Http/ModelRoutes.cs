using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NlpTransfer.Worker.Jobs;
using NlpTransfer.Worker.Models;

namespace NlpTransfer.Worker.Http;

/// <summary>Models: which there are, which version answers, and their answers.</summary>
internal static class ModelRoutes
{
    public static void Map(RouteMap map, IServiceProvider services)
    {
        var (registry, server) = (services.GetRequiredService<ModelRegistry>(), services.GetRequiredService<ModelServer>());
        var (queue, files) = (services.GetRequiredService<JobQueue>(), services.GetRequiredService<JobFiles>());
        map.Get("/v1/models", Role.Read, async _ => WorkerRoutes.Json(new { Models = await registry.ListAsync() }));
        map.Get("/v1/models/{name}", Role.Read, async c => WorkerRoutes.Json(await registry.GetAsync(Name(c))));
        map.Post("/v1/models/{name}/versions", Role.Admin, async c =>
        {
            var body = await ApiGate.ReadAsync<VersionOfJob>(c);
            var job = await queue.GetAsync(body.Job);
            var folder = job.State == JobState.Succeeded && files.Latest(job) is { } attempt ? Path.Combine(attempt, "model") : throw new JobException(JobFault.Conflict, "The job has not succeeded, so it has no classifier.");
            var version = await registry.AddAsync(Name(c), job.Id, folder, body.Promote);
            return WorkerRoutes.Json(version, 201);
        });
        map.Post("/v1/models/{name}:promote", Role.Admin, async c =>
        {
            await registry.PromoteAsync(Name(c), (await ApiGate.ReadAsync<VersionNumber>(c)).Version);
            return WorkerRoutes.Json(await registry.GetAsync(Name(c)));
        });
        map.Post("/v1/models/{name}:rollback", Role.Admin, async c =>
        {
            await registry.RollBackAsync(Name(c));
            return WorkerRoutes.Json(await registry.GetAsync(Name(c)));
        });
        map.Post("/v1/models/{name}:predict", Role.Read, async c =>
        {
            var (version, predictions, labels) = await server.PredictAsync(Name(c), await ApiGate.ReadAsync<PredictBody>(c));
            return new PredictionAnswer(Name(c), version, predictions, labels);
        }, isLimited: false);
    }

    private static string Name(HttpContext context) => RouteMap.Value(context, "name");

    private sealed record VersionOfJob(string Job, bool Promote = true);

    private sealed record VersionNumber(int Version);
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NlpTransfer.Worker.Http;
using NlpTransfer.Worker.Jobs;

namespace NlpTransfer.Worker;

/// <summary>The worker's HTTP API; its description is at <c>/openapi.json</c>.</summary>
public static class WorkerRoutes
{
    private const int MostListed = 200;

    /// <summary>Maps all routes. Requests are checked by the worker itself: keys, rate, size.</summary>
    public static void MapNlpTransferWorker(this IEndpointRouteBuilder routes)
    {
        var map = new RouteMap(routes);
        Jobs(map, routes.ServiceProvider);
        Schedules(map, routes.ServiceProvider.GetRequiredService<JobSchedules>());
        ModelRoutes.Map(map, routes.ServiceProvider);
        Operation(map, routes.ServiceProvider);
        Dashboard.DashboardRoutes.Map(map, routes.ServiceProvider);
    }

    private static void Jobs(RouteMap map, IServiceProvider services)
    {
        var (jobs, queue, files) = (services.GetRequiredService<JobService>(), services.GetRequiredService<JobQueue>(), services.GetRequiredService<JobFiles>());
        var (events, artifacts) = (services.GetRequiredService<JobEvents>(), services.GetRequiredService<JobArtifacts>());
        map.Post("/v1/jobs", Role.Submit, async c =>
        {
            var request = await ApiGate.ReadAsync<JobRequest>(c);
            var (job, isNew) = await jobs.SubmitAsync(c.Request.Headers["Idempotency-Key"].ToString() is { Length: > 0 } key && request.Key is null ? request with { Key = key } : request);
            c.Response.Headers.Location = $"/v1/jobs/{job.Id}";
            return Json(JobView.Of(job), isNew ? 201 : 200);
        });
        map.Get("/v1/jobs", Role.Read, async c => Json(new { Jobs = (await queue.ListAsync(State(c), Limit(c), c.Request.Query["before"])).Select(j => JobView.Of(j)).ToArray() }));
        map.Get("/v1/jobs/{id}", Role.Read, async c =>
        {
            var job = await queue.GetAsync(Id(c));
            return Json(JobView.Of(job, JobProgress.Read(files.Latest(job)), await queue.ChangesAsync(job.Id)));
        });
        map.Post("/v1/jobs/{id}:cancel", Role.Submit, async c => Json(JobView.Of(await jobs.CancelAsync(Id(c)))));
        map.Post("/v1/jobs/{id}:pause", Role.Submit, async c => Json(JobView.Of(await jobs.PauseAsync(Id(c)))));
        map.Post("/v1/jobs/{id}:resume", Role.Submit, async c => Json(JobView.Of(await jobs.ResumeAsync(Id(c)))));
        map.Post("/v1/jobs/{id}:retry", Role.Submit, async c => Json(JobView.Of(await jobs.RetryAsync(Id(c)))));
        map.Get("/v1/jobs/{id}/events", Role.Read, c => events.StreamAsync(c, Id(c)));
        map.Get("/v1/jobs/{id}/artifacts", Role.Read, c => artifacts.ListAsync(Id(c)));
        map.Get("/v1/jobs/{id}/artifacts/{**path}", Role.Read, c => artifacts.GetAsync(Id(c), (string?)c.Request.RouteValues["path"] ?? ""));
    }

    private static void Schedules(RouteMap map, JobSchedules schedules)
    {
        map.Get("/v1/schedules", Role.Read, async _ => Json(new { Schedules = await schedules.ListAsync() }));
        map.Post("/v1/schedules", Role.Admin, async c => Json(await schedules.AddAsync(await ApiGate.ReadAsync<ScheduleBody>(c)), 201));
        map.Get("/v1/schedules/{name}", Role.Read, async c => Json(await schedules.GetAsync(RouteMap.Value(c, "name"))));
        map.Delete("/v1/schedules/{name}", Role.Admin, async c =>
        {
            await schedules.RemoveAsync(RouteMap.Value(c, "name"));
            return Results.NoContent();
        });
    }

    private static void Operation(RouteMap map, IServiceProvider services)
    {
        var (jobs, queue, metrics) = (services.GetRequiredService<JobService>(), services.GetRequiredService<JobQueue>(), services.GetRequiredService<WorkerMetrics>());
        map.Get("/healthz", Role.None, _ => Task.FromResult(Json(new { Status = "alive" })));
        map.Get("/readyz", Role.None, async _ =>
        {
            if (!jobs.IsReady) return ApiGate.Problem(503, "Not ready", "The worker is starting or stopping.");
            await queue.CountsAsync();
            return Json(new { Status = "ready" });
        });
        map.Get("/metrics", Role.Read, async _ => Results.Text(metrics.Write(await queue.CountsAsync()), "text/plain; version=0.0.4"));
        map.Get("/openapi.json", Role.None, _ => Task.FromResult(Results.Stream(Resource("openapi.json"), "application/json")));
    }

    internal static IResult Json(object value, int status = 200) => Results.Json(value, WorkerJson.Options, statusCode: status);

    internal static Stream Resource(string name) => typeof(WorkerRoutes).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not in the assembly.");

    private static string Id(HttpContext context) => RouteMap.Value(context, "id");

    private static JobState? State(HttpContext context) => context.Request.Query["state"].ToString() switch
    {
        "" => null,
        var word when Enum.TryParse<JobState>(word, ignoreCase: true, out var state) && Enum.IsDefined(state) && !char.IsDigit(word[0]) => state,
        _ => throw new JobException(JobFault.Invalid, $"state must be one of {string.Join(", ", Enum.GetValues<JobState>().Select(JobRow.Word))}."),
    };

    private static int Limit(HttpContext context) => context.Request.Query["limit"].ToString() switch
    {
        "" => 50,
        var text when int.TryParse(text, out var limit) && limit is >= 1 and <= MostListed => limit,
        _ => throw new JobException(JobFault.Invalid, $"limit must be from 1 to {MostListed}."),
    };
}

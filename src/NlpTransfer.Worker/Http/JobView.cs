using System.Text.Json.Nodes;
using NlpTransfer.Worker.Jobs;

namespace NlpTransfer.Worker.Http;

/// <summary>A job as the API shows it.</summary>
internal sealed record JobView
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required JobState State { get; init; }
    public required string Reason { get; init; }
    public required bool Paused { get; init; }
    public required int Priority { get; init; }
    public required int Failures { get; init; }
    public required string Device { get; init; }
    public required long MemoryBytes { get; init; }
    public required DateTimeOffset Created { get; init; }
    public DateTimeOffset? Started { get; init; }
    public DateTimeOffset? Ended { get; init; }
    public DateTimeOffset? NotBefore { get; init; }
    public string? Worker { get; init; }
    public string? Key { get; init; }
    public string? Model { get; init; }
    public required JsonNode Experiment { get; init; }
    public JsonNode? Result { get; init; }
    public bool FilesRemoved { get; init; }
    public JobProgress? Progress { get; init; }
    public IReadOnlyList<JobChange>? Changes { get; init; }

    public static JobView Of(Job job, JobProgress? progress = null, IReadOnlyList<JobChange>? changes = null) => new()
    {
        Id = job.Id,
        Name = job.Name,
        State = job.State,
        Reason = job.Reason,
        Paused = job.IsPaused,
        Priority = job.Request.Priority,
        Failures = job.Failures,
        Device = job.Request.Device!,
        MemoryBytes = job.Memory,
        Created = job.Created,
        Started = job.Started,
        Ended = job.Ended,
        NotBefore = job.State == JobState.Queued ? job.NotBefore : null,
        Worker = job.Worker.Length > 0 ? job.Worker : null,
        Key = job.Request.Key,
        Model = job.Request.Model,
        Experiment = job.Request.Experiment.DeepClone(),
        Result = job.Result,
        FilesRemoved = job.FilesRemoved,
        Progress = progress,
        Changes = changes,
    };
}

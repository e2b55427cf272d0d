namespace NlpTransfer.Worker;

/// <summary>One classifier of a model.</summary>
/// <param name="Version">From 1.</param>
/// <param name="JobId">The job that trained it.</param>
/// <param name="Created">When it was registered.</param>
public sealed record ModelVersion(int Version, string? JobId, DateTimeOffset Created);

using System.Text.Json.Nodes;

namespace NlpTransfer.Worker;

/// <summary>A training that the worker owns.</summary>
public sealed record Job
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required JobRequest Request { get; init; }

    public required JobState State { get; init; }

    /// <summary>Why it is in that state.</summary>
    public required string Reason { get; init; }

    /// <summary>Whether it waits until somebody resumes it.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Attempts that failed since it was submitted or last tried again by hand.</summary>
    public int Failures { get; init; }

    /// <summary>Grows each time a worker takes the job: who holds an older one writes no more. 0 before the first.</summary>
    public long Token { get; init; }

    /// <summary>Who has it; empty when nobody does.</summary>
    public string Worker { get; init; } = "";

    /// <summary>What it is counted with, in bytes.</summary>
    public long Memory { get; init; }

    public DateTimeOffset Created { get; init; }

    /// <summary>Of the latest attempt.</summary>
    public DateTimeOffset? Started { get; init; }

    public DateTimeOffset? Ended { get; init; }

    /// <summary>The earliest time of the next attempt.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>What the training printed at its end: figures of validation and test.</summary>
    public JsonNode? Result { get; init; }

    /// <summary>Whether its files are gone, for their age or for room.</summary>
    public bool FilesRemoved { get; init; }

    /// <summary>Whether nothing more happens by itself.</summary>
    public bool IsOver => State is JobState.Succeeded or JobState.Failed or JobState.Cancelled;
}

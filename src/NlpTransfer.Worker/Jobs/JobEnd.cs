using System.Text.Json.Nodes;

namespace NlpTransfer.Worker.Jobs;

/// <summary>How an attempt ended: with the job over, or waiting for another one.</summary>
internal sealed record JobEnd(JobState State, string Reason)
{
    public bool IsPaused { get; init; }

    public bool IsFailure { get; init; }

    /// <summary>Before the next attempt.</summary>
    public TimeSpan Delay { get; init; }

    public JsonNode? Result { get; init; }
}

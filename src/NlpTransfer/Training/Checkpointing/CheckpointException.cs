namespace NlpTransfer.Training;

/// <summary>A checkpoint that cannot be written or continued from; the message says which, why, and what to do.</summary>
public sealed class CheckpointException(string message, Exception? inner = null) : IOException(message, inner)
{
    /// <summary>In what data and options are others than before, a sentence each; empty when that is not the fault.</summary>
    public IReadOnlyList<string> Differences { get; init; } = [];
}

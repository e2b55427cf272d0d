namespace NlpTransfer.Training;

/// <summary>How often a training writes a checkpoint, and which it keeps. One is always written at the start, at each phase's end and when training is stopped.</summary>
public sealed record CheckpointOptions
{
    /// <summary>Optimizer steps from one checkpoint to the next; null does not count steps.</summary>
    /// <value>null</value>
    public int? EverySteps { get; init; }

    /// <summary>Seconds from one checkpoint to the next; null does not look at the clock.</summary>
    /// <value>120</value>
    public double? EverySeconds { get; init; } = 120;

    /// <summary>How many of the newest are kept, so that a damaged one has a predecessor.</summary>
    /// <value>2</value>
    public int KeepLast { get; init; } = 2;

    /// <summary>Whether each evaluation that beats all before it is followed by a checkpoint, the latest of which is kept.</summary>
    /// <value>true</value>
    public bool KeepBest { get; init; } = true;

    /// <summary>Every fault, one sentence each; empty when there is none.</summary>
    public IReadOnlyList<string> Validate() =>
    [
        .. EverySteps < 1 ? [$"EverySteps must be at least 1, was {EverySteps}."] : Array.Empty<string>(),
        .. EverySeconds is { } s && !(s > 0) ? [FormattableString.Invariant($"EverySeconds must be above 0, was {s}.")] : Array.Empty<string>(),
        .. KeepLast < 1 ? [$"KeepLast must be at least 1, was {KeepLast}."] : Array.Empty<string>(),
    ];
}

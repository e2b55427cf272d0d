namespace NlpTransfer.Experiments;

/// <summary>What became of a run.</summary>
/// <param name="Trial">What it was.</param>
/// <param name="Folder">Where it is.</param>
/// <param name="Before">How far it was before.</param>
/// <param name="ExitCode">0 done, 130 stopped, anything else an error.</param>
/// <param name="Duration">Of this time.</param>
public sealed record TrialOutcome(Trial Trial, string Folder, TrialState Before, int ExitCode, TimeSpan Duration)
{
    /// <summary>What it said when it failed; null unless it did.</summary>
    public string? Error { get; init; }

    /// <summary>Whether it is whole.</summary>
    public bool IsDone => ExitCode == 0;
}

namespace NlpTransfer.Worker;

/// <summary>One change of a job's state.</summary>
/// <param name="Sequence">From 1.</param>
/// <param name="At">When.</param>
/// <param name="State">The state from then on.</param>
/// <param name="Reason">Why, in a sentence.</param>
/// <param name="Worker">Which worker wrote it; empty where a request did.</param>
public sealed record JobChange(int Sequence, DateTimeOffset At, JobState State, string Reason, string Worker);

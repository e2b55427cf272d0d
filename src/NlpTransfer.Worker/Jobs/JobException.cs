namespace NlpTransfer.Worker;

/// <summary>A request about a job or model that cannot be fulfilled; the message is one sentence for whoever asked.</summary>
public sealed class JobException(JobFault fault, string message) : Exception(message)
{
    /// <summary>What kind of refusal it is.</summary>
    public JobFault Fault { get; } = fault;
}

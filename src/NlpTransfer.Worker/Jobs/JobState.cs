namespace NlpTransfer.Worker;

/// <summary>Where a job stands.</summary>
public enum JobState
{
    /// <summary>Waits for its turn, for the end of a pause, or for the time of its next attempt.</summary>
    Queued,

    /// <summary>Trains.</summary>
    Running,

    /// <summary>Was asked to stop, and has not yet.</summary>
    Stopping,

    /// <summary>Done; its classifier is there.</summary>
    Succeeded,

    /// <summary>Ended with an error, which is its reason.</summary>
    Failed,

    /// <summary>Ended because somebody wanted it to.</summary>
    Cancelled,
}

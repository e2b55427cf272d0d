namespace NlpTransfer.Worker;

/// <summary>Why a request is refused.</summary>
public enum JobFault
{
    /// <summary>What is asked for cannot be understood, or is not allowed.</summary>
    Invalid,

    /// <summary>There is no such thing.</summary>
    NotFound,

    /// <summary>It is not in the state for that.</summary>
    Conflict,

    /// <summary>It would not fit on this worker.</summary>
    DoesNotFit,

    /// <summary>Too much is waiting already.</summary>
    Busy,
}

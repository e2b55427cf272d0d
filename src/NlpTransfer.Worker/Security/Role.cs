namespace NlpTransfer.Worker;

/// <summary>What the holder of an API key may do; each includes those before it.</summary>
public enum Role
{
    /// <summary>No key at all: health only.</summary>
    None,

    /// <summary>Look at jobs, artifacts and models, and predict.</summary>
    Read,

    /// <summary>Submit jobs, and cancel, pause, resume and retry them.</summary>
    Submit,

    /// <summary>Schedules, and which version of a model answers.</summary>
    Admin,
}

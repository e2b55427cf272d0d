namespace NlpTransfer.Experiments;

/// <summary>How far a run of an experiment is.</summary>
public enum TrialState
{
    /// <summary>Not begun, or killed before its first checkpoint.</summary>
    New,

    /// <summary>To be continued.</summary>
    Stopped,

    /// <summary>Done.</summary>
    Finished,
}

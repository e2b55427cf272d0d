namespace NlpTransfer.Cli.Verbs.Doctor;

/// <summary>How well a finding is.</summary>
internal enum FindingState
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Works, but slower or with less than there could be.</summary>
    Warning,

    /// <summary>Does not work.</summary>
    Fault,
}

/// <summary>One fact about this machine, and what to do when it is not as it should be.</summary>
internal sealed record Finding(string Area, string Name, string Value, FindingState State = FindingState.Ok, string? Remedy = null);

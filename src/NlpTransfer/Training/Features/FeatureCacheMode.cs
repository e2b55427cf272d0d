namespace NlpTransfer.Training;

/// <summary>When the output of frozen groups is kept instead of computed anew.</summary>
public enum FeatureCacheMode
{
    /// <summary>
    /// Where it saves work: the groups below are more than a table's lookup for every token, they would run over the data
    /// at least twice, and their output fits the budgets.
    /// </summary>
    Auto,

    /// <summary>Never: frozen groups run in every step.</summary>
    Off,

    /// <summary>Wherever there is a frozen prefix and the data repeats itself, whether it saves work or not.</summary>
    Always,
}

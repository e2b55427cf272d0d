namespace NlpTransfer.Training;

/// <summary>Where the features of frozen groups come from in a phase.</summary>
public enum FeatureStorage
{
    /// <summary>The frozen groups run in every step.</summary>
    None,

    /// <summary>Built, and kept in memory.</summary>
    Memory,

    /// <summary>Built, and kept in a memory-mapped file.</summary>
    File,

    /// <summary>Read from the file that an earlier run left.</summary>
    EarlierFile,

    /// <summary>Neither budget held them: computed anew in the batches they would have been built in.</summary>
    Recomputed,
}

namespace NlpTransfer.Training;

/// <summary>What became of the frozen prefix's output in a phase, for one data set.</summary>
/// <param name="Phase">Name of the first phase that used it.</param>
/// <param name="Data"><c>training</c> or <c>validation</c>.</param>
/// <param name="Groups">How many layer groups from the bottom were frozen.</param>
/// <param name="Storage">Where the features came from.</param>
public sealed record FeatureReport(string Phase, string Data, int Groups, FeatureStorage Storage)
{
    /// <summary>Why the frozen groups ran in every step; null where they did not.</summary>
    public string? Reason { get; init; }

    /// <summary>What people should know of how the place was found, such as a damaged file; null when all went as it should.</summary>
    public string? Remark { get; init; }

    /// <summary>Examples in the data set.</summary>
    public int Examples { get; init; }

    /// <summary>Augmented forms of each example that are kept; 1 without augmentation.</summary>
    public int Views { get; init; } = 1;

    /// <summary>Room that all features take, held or not.</summary>
    public long Bytes { get; init; }

    /// <summary>For building, or for reading and checking the file.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>How often an example's features were taken from where they were kept.</summary>
    public long Hits { get; init; }

    /// <summary>SHA-256 over all that decides the features: weights below, data and its preprocessing, precision, threads, libtorch.</summary>
    public string? Key { get; init; }

    /// <summary>Checksum of the first batch's features: the same key with another one is another processor's.</summary>
    public string? FirstBlock { get; init; }

    /// <summary>What they are stored as.</summary>
    public FeaturePrecision Precision { get; init; }

    /// <summary>libtorch's threads when they were built; another number may round otherwise.</summary>
    public int Threads { get; init; }

    /// <summary>One sentence for people.</summary>
    public override string ToString() => Storage switch
    {
        FeatureStorage.None => $"{Data}: the {Groups} frozen groups run in every step: {Reason}",
        FeatureStorage.EarlierFile => FormattableString.Invariant($"{Data}: features of {Number} read from an earlier run's file in {Duration.TotalSeconds:0.0} s, {Megabytes}"),
        FeatureStorage.Recomputed => FormattableString.Invariant($"{Data}: features of {Number} are computed anew in every step; {Megabytes} fit neither budget"),
        _ => FormattableString.Invariant($"{Data}: features of {Number} built in {Duration.TotalSeconds:0.0} s, {Megabytes} in {(Storage == FeatureStorage.File ? "a file" : "memory")}"),
    };

    internal FeatureTrace Trace => Storage == FeatureStorage.None ? new(Data, Groups, null, null, Precision, Threads) : new(Data, Groups, Key, FirstBlock, Precision, Threads);

    private string Number => FormattableString.Invariant($"{Examples:N0} examples{(Views > 1 ? $" in {Views} views each" : "")}");

    private string Megabytes => FormattableString.Invariant($"{Bytes / 1e6:N1} MB");
}

using NlpTransfer.Embeddings;

namespace NlpTransfer.Training;

/// <summary>
/// How the output of frozen groups is kept between epochs. What a run trains on is the same to the bit, whichever budget held
/// it; without the cache it is the same to rounding, as other batches sum in another order.
/// </summary>
public sealed record FeatureCacheOptions
{
    private const int ShareOfMemory = 4;

    /// <value><see cref="FeatureCacheMode.Auto"/></value>
    public FeatureCacheMode Mode { get; init; }

    /// <summary>
    /// Bytes of memory for features. What is larger goes to a file; 0 always goes there, for later runs to use.
    /// </summary>
    /// <value>null: a quarter of what the process may use</value>
    public long? Memory { get; init; }

    /// <summary>Where files of features lie. The least recently used go first when there is no room.</summary>
    /// <value>null: <c>cache/features</c> beside the downloads (<see cref="NlpTransferPaths.Features"/>)</value>
    public string? Folder { get; init; }

    /// <summary>Bytes that the folder may hold in all; 0 writes no files.</summary>
    /// <value>20 GiB</value>
    public long FolderLimit { get; init; } = 20L << 30;

    /// <value><see cref="FeaturePrecision.Float32"/></value>
    public FeaturePrecision Precision { get; init; }

    /// <summary>Every fault, one sentence each; empty when there is none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        if (Memory < 0) faults.Add($"CacheMemory must be at least 0 bytes, was {Memory}.");
        if (FolderLimit < 0) faults.Add($"CacheFolderLimit must be at least 0 bytes, was {FolderLimit}.");
        if (Folder is not null && string.IsNullOrWhiteSpace(Folder)) faults.Add("CacheFolder must not be empty.");
        return faults;
    }

    internal long MemoryBudget => Memory ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / ShareOfMemory;

    internal string FolderPath => Folder ?? NlpTransferPaths.Default().Features;
}

namespace NlpTransfer.Worker;

/// <summary>What a worker is: where it keeps things, what it may read, how much runs at a time.</summary>
public sealed record WorkerOptions
{
    /// <summary>Store, runs and models lie here. Workers that share a store share this folder, too.</summary>
    public required string Folder { get; init; }

    /// <value>SQLite in <see cref="Folder"/>.</value>
    public StoreChoice Store { get; init; } = StoreChoice.Sqlite;

    /// <summary>Folders that jobs may read data, vectors and encoders from; a path that leads elsewhere, links resolved, is refused.</summary>
    public IReadOnlyList<string> DataRoots { get; init; } = [];

    /// <summary>The command line's program, which each training runs in; null looks for it beside this program.</summary>
    public string? Program { get; init; }

    /// <summary>Trainings at a time on the processor.</summary>
    /// <value>1</value>
    public int ConcurrentJobs { get; init; } = 1;

    /// <summary>Trainings at a time on CUDA.</summary>
    /// <value>0: jobs for it are refused.</value>
    public int ConcurrentCudaJobs { get; init; }

    /// <summary>Bytes that all running trainings may need together.</summary>
    /// <value>Three quarters of the machine's memory.</value>
    public long Memory { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3;

    /// <summary>How long a job stays with a worker that gives no sign of life.</summary>
    /// <value>5 s</value>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What a stopping worker gives its trainings to write a checkpoint; then they are ended, and go on from the one before.</summary>
    /// <value>7 s</value>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(7);

    /// <summary>Runs are kept this long after their end.</summary>
    /// <value>30 days</value>
    public TimeSpan KeepRuns { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Bytes that finished runs may take up; the oldest go first.</summary>
    /// <value>20 GiB</value>
    public long RunQuota { get; init; } = 20L << 30;

    /// <summary>Bytes that features of frozen layers may take up on the disk.</summary>
    /// <value>20 GiB</value>
    public long CacheQuota { get; init; } = 20L << 30;

    /// <summary>Requests that one run through a model answers; 1 answers each alone.</summary>
    /// <value>64</value>
    public int MaxBatch { get; init; } = 64;

    /// <summary>Bytes of a request's body.</summary>
    /// <value>8 MiB</value>
    public long MaxRequestBytes { get; init; } = 8L << 20;

    /// <summary>Requests a second from one address or key; prediction has no such limit but its queue's.</summary>
    /// <value>200</value>
    public int RequestsPerSecond { get; init; } = 200;

    /// <summary>The file of API keys; null asks for none, which only a worker on the loopback may.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Never use the network in a job.</summary>
    public bool Offline { get; init; }

    /// <summary>Where time comes from.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The folder of all runs.</summary>
    public string RunsFolder => Path.Combine(Folder, "runs");

    /// <summary>The folder of all models.</summary>
    public string ModelsFolder => Path.Combine(Folder, "models");

    /// <summary>Every fault, one sentence each.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        void AtLeast(string name, long value, long least)
        {
            if (value < least) faults.Add($"{name} must be at least {least}, was {value}.");
        }
        AtLeast(nameof(ConcurrentJobs), ConcurrentJobs, 0);
        AtLeast(nameof(ConcurrentCudaJobs), ConcurrentCudaJobs, 0);
        AtLeast("ConcurrentJobs and ConcurrentCudaJobs together", ConcurrentJobs + ConcurrentCudaJobs, 1);
        AtLeast(nameof(Memory), Memory, 1 << 20);
        AtLeast(nameof(RunQuota), RunQuota, 0);
        AtLeast(nameof(CacheQuota), CacheQuota, 0);
        AtLeast(nameof(MaxBatch), MaxBatch, 1);
        AtLeast(nameof(MaxRequestBytes), MaxRequestBytes, 1024);
        AtLeast(nameof(RequestsPerSecond), RequestsPerSecond, 1);
        if (Lease < TimeSpan.FromSeconds(1)) faults.Add($"Lease must be at least 1 s, was {Lease.TotalSeconds} s.");
        if (StopGrace <= TimeSpan.Zero) faults.Add($"StopGrace must be above 0 s, was {StopGrace.TotalSeconds} s.");
        if (KeepRuns < TimeSpan.Zero) faults.Add($"KeepRuns must be at least 0 s, was {KeepRuns.TotalSeconds} s.");
        faults.AddRange(DataRoots.Where(r => !Directory.Exists(r)).Select(r => $"DataRoots: there is no folder '{r}'."));
        if (KeyFile is { } keys && !File.Exists(keys)) faults.Add($"KeyFile: there is no file '{keys}'.");
        return faults;
    }
}

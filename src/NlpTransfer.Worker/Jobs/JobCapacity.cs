namespace NlpTransfer.Worker.Jobs;

/// <summary>What this worker has room for: trainings a device, and memory.</summary>
internal sealed class JobCapacity(WorkerOptions options)
{
    private const long Base = 400L << 20; // runtime, torch and its buffers, measured as 250 to 350 MiB
    private const int CopiesOfInputs = 5;  // weights, gradient and two moments, and the best weights so far

    private readonly Lock gate = new();
    private readonly Dictionary<string, int> taken = [];
    private long memory;

    /// <summary>Bytes a training is counted with, where its request does not say.</summary>
    public static long Estimate(IEnumerable<string> inputs) => Base + CopiesOfInputs * inputs.Sum(i => File.Exists(i) ? new FileInfo(i).Length : JobFiles.Size(i));

    /// <exception cref="JobException">It would not fit even if nothing else ran.</exception>
    public void Check(string device, long needed)
    {
        if (Slots(device) == 0) throw new JobException(JobFault.DoesNotFit, $"The job needs {device}; this worker runs {options.ConcurrentJobs} at a time on cpu and {options.ConcurrentCudaJobs} on cuda.");
        if (needed > options.Memory) throw new JobException(JobFault.DoesNotFit, $"The job needs {Size(needed)}; this worker gives all its jobs {Size(options.Memory)} together. Give it smaller inputs or memory_bytes, or start the worker with more memory.");
    }

    /// <summary>Whether there is a free place on any device.</summary>
    public bool HasPlace
    {
        get
        {
            lock (gate) return new[] { "cpu", "cuda" }.Any(d => taken.GetValueOrDefault(d) < Slots(d));
        }
    }

    /// <summary>Takes room for a job; null when there is none now.</summary>
    public IDisposable? TryTake(string device, long needed)
    {
        lock (gate)
        {
            if (taken.GetValueOrDefault(device) >= Slots(device) || memory + needed > options.Memory) return null;
            taken[device] = taken.GetValueOrDefault(device) + 1;
            memory += needed;
        }
        return new Place(this, device, needed);
    }

    private int Slots(string device) => device == "cuda" ? options.ConcurrentCudaJobs : options.ConcurrentJobs;

    private static string Size(long bytes) => FormattableString.Invariant($"{bytes / (double)(1 << 30):0.00} GiB");

    private void Free(string device, long needed)
    {
        lock (gate)
        {
            taken[device]--;
            memory -= needed;
        }
    }

    private sealed class Place(JobCapacity capacity, string device, long needed) : IDisposable
    {
        private int isFree;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isFree, 1) == 0) capacity.Free(device, needed);
        }
    }
}

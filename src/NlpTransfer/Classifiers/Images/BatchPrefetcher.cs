using System.Collections.Concurrent;

namespace NlpTransfer.Classifiers;

/// <summary>Prepares batches in their order on another thread, a few ahead of whoever takes them.</summary>
internal sealed class BatchPrefetcher : IDisposable
{
    private const int Ahead = 2;

    private readonly BlockingCollection<(int[] Batch, float[]? Values, Exception? Fault)> ready = new(Ahead);
    private readonly CancellationTokenSource stop = new();
    private readonly Task work;
    private bool isOff;

    public BatchPrefetcher(IReadOnlyList<int[]> batches, Func<IReadOnlyList<int>, float[]> prepare) => work = Task.Run(() => Run(batches, prepare));

    /// <summary>The batch, if it is the next one; null when another one was asked for, and from then on.</summary>
    /// <exception cref="AggregateException">What went wrong while it was prepared.</exception>
    public float[]? Take(IReadOnlyList<int> batch)
    {
        if (isOff || !ready.TryTake(out var next, Timeout.Infinite) || !next.Batch.SequenceEqual(batch))
        {
            isOff = true;
            stop.Cancel();
            return null;
        }
        if (next.Fault is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(next.Fault);
        return next.Values;
    }

    public void Dispose()
    {
        stop.Cancel();
        work.Wait(); // it deals with what happens in it
        ready.Dispose();
        stop.Dispose();
    }

    private void Run(IReadOnlyList<int[]> batches, Func<IReadOnlyList<int>, float[]> prepare)
    {
        try
        {
            foreach (var batch in batches)
            {
                stop.Token.ThrowIfCancellationRequested();
                ready.Add(Attempt(batch, prepare), stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody waits for the rest.
        }
        ready.CompleteAdding();
    }

    // A fault belongs to whoever asks for the batch.
    private static (int[], float[]?, Exception?) Attempt(int[] batch, Func<IReadOnlyList<int>, float[]> prepare)
    {
        try
        {
            return (batch, prepare(batch), null);
        }
        catch (Exception fault)
        {
            return (batch, null, fault is AggregateException { InnerExceptions: [var first, ..] } ? first : fault);
        }
    }
}

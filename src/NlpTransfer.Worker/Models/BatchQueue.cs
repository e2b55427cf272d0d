namespace NlpTransfer.Worker.Models;

/// <summary>
/// Inputs of many requests, answered together. It never waits for more: what has arrived while one run was under way is the next one's batch, so a
/// single request on an idle queue begins at once, and a busy queue fills its batches by itself. One thread does all runs.
/// </summary>
internal sealed class BatchQueue<TInput, TOutput> : IDisposable
{
    private const int MostWaiting = 4096;

    private readonly Queue<Asked> waiting = [];
    private readonly Func<IReadOnlyList<TInput>, IReadOnlyList<TOutput>> run;
    private readonly Action<int> whenRun;
    private readonly Action? begin;
    private readonly int most;
    private readonly Thread thread;
    private bool isOver;

    /// <param name="run">Answers inputs, in their order.</param>
    /// <param name="most">Inputs of one run.</param>
    /// <param name="whenRun">Told the size of each batch.</param>
    /// <param name="begin">Called once, on the thread that does the runs; null where nothing is to be prepared.</param>
    public BatchQueue(Func<IReadOnlyList<TInput>, IReadOnlyList<TOutput>> run, int most, Action<int> whenRun, Action? begin = null)
    {
        (this.run, this.most, this.whenRun, this.begin) = (run, most, whenRun, begin);
        thread = new Thread(Work) { IsBackground = true, Name = "prediction" };
        thread.Start();
    }

    /// <summary>The answers to a request's inputs, which one run or several give.</summary>
    /// <exception cref="JobException">Too many wait already.</exception>
    public async Task<IReadOnlyList<TOutput>> AskAsync(IReadOnlyList<TInput> inputs)
    {
        var asked = inputs.Select(i => new Asked(i)).ToArray();
        lock (waiting)
        {
            if (isOver || waiting.Count + asked.Length > MostWaiting) throw new JobException(JobFault.Busy, $"{MostWaiting} inputs wait for this model already; try again later.");
            foreach (var one in asked) waiting.Enqueue(one);
            if (waiting.Count == asked.Length) Monitor.Pulse(waiting); // it was empty, so the thread may sleep
        }
        return asked is [var single] ? [await single.Answer.Task] : await Task.WhenAll(asked.Select(a => a.Answer.Task));
    }

    /// <summary>Answers what waits, and no more.</summary>
    public void Dispose()
    {
        lock (waiting)
        {
            isOver = true;
            Monitor.Pulse(waiting);
        }
        thread.Join();
    }

    private void Work()
    {
        begin?.Invoke();
        while (Next() is { Length: > 0 } batch)
        {
            whenRun(batch.Length);
            Answer(batch);
        }
    }

    private Asked[] Next()
    {
        lock (waiting)
        {
            while (waiting.Count == 0 && !isOver) Monitor.Wait(waiting);
            var batch = new Asked[Math.Min(most, waiting.Count)];
            for (var i = 0; i < batch.Length; i++) batch[i] = waiting.Dequeue();
            return batch;
        }
    }

    // An input that cannot be answered, such as a damaged picture, is its own request's fault alone.
    private void Answer(Asked[] batch)
    {
        try
        {
            var outputs = run([.. batch.Select(b => b.Input)]);
            for (var i = 0; i < batch.Length; i++) batch[i].Answer.SetResult(outputs[i]);
        }
        catch (Exception error)
        {
            if (batch.Length == 1) batch[0].Answer.SetException(error);
            else foreach (var one in batch) Answer([one]);
        }
    }

    private sealed class Asked(TInput input)
    {
        public TInput Input => input;

        public TaskCompletionSource<TOutput> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

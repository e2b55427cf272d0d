using System.Collections.Concurrent;

namespace NlpTransfer.Worker.Models;

/// <summary>
/// Inputs of many requests, answered together. It never waits for more: what has arrived while one run was under way is the next one's batch, so a
/// single request on an idle queue begins at once, and a busy queue fills its batches by itself. One thread does all runs.
/// </summary>
internal sealed class BatchQueue<TInput, TOutput> : IDisposable
{
    private const int MostWaiting = 4096;

    private readonly BlockingCollection<(TInput Input, TaskCompletionSource<TOutput> Answer)> waiting = new(MostWaiting);
    private readonly Func<IReadOnlyList<TInput>, IReadOnlyList<TOutput>> run;
    private readonly Action<int> whenRun;
    private readonly int most;
    private readonly Thread thread;

    /// <param name="run">Answers inputs, in their order.</param>
    /// <param name="most">Inputs of one run.</param>
    /// <param name="whenRun">Told the size of each batch.</param>
    public BatchQueue(Func<IReadOnlyList<TInput>, IReadOnlyList<TOutput>> run, int most, Action<int> whenRun)
    {
        (this.run, this.most, this.whenRun) = (run, most, whenRun);
        thread = new Thread(Work) { IsBackground = true, Name = "prediction" };
        thread.Start();
    }

    /// <summary>The answers to a request's inputs, which one run or several give.</summary>
    /// <exception cref="JobException">Too many wait already.</exception>
    public async Task<IReadOnlyList<TOutput>> AskAsync(IReadOnlyList<TInput> inputs)
    {
        var answers = inputs.Select(Add).ToArray(); // all in the queue before the first is waited for
        return await Task.WhenAll(answers);
    }

    public void Dispose()
    {
        waiting.CompleteAdding();
        thread.Join();
        waiting.Dispose();
    }

    private Task<TOutput> Add(TInput input)
    {
        var answer = new TaskCompletionSource<TOutput>(TaskCreationOptions.RunContinuationsAsynchronously);
        return !waiting.IsAddingCompleted && waiting.TryAdd((input, answer))
            ? answer.Task
            : throw new JobException(JobFault.Busy, $"{MostWaiting} inputs wait for this model already; try again later.");
    }

    private void Work()
    {
        var batch = new List<(TInput Input, TaskCompletionSource<TOutput> Answer)>(most);
        foreach (var first in waiting.GetConsumingEnumerable())
        {
            batch.Clear();
            batch.Add(first);
            while (batch.Count < most && waiting.TryTake(out var next)) batch.Add(next);
            whenRun(batch.Count);
            Answer(batch);
        }
    }

    // An input that cannot be answered, such as a damaged picture, is its own request's fault alone.
    private void Answer(List<(TInput Input, TaskCompletionSource<TOutput> Answer)> batch)
    {
        try
        {
            var outputs = run([.. batch.Select(b => b.Input)]);
            for (var i = 0; i < batch.Count; i++) batch[i].Answer.SetResult(outputs[i]);
        }
        catch (Exception error)
        {
            if (batch.Count == 1) batch[0].Answer.SetException(error);
            else foreach (var one in batch) Answer([one]);
        }
    }
}

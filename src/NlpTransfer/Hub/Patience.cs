namespace NlpTransfer.Hub;

/// <summary>A bound on how long a connection may say nothing.</summary>
internal static class Patience
{
    /// <exception cref="TimeoutException">It said nothing for that long.</exception>
    public static async Task<T> WithinAsync<T>(TimeSpan limit, string host, Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        both.CancelAfter(limit);
        try
        {
            return await work(both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"{host} sent nothing for {limit.TotalSeconds:0.#} seconds");
        }
    }
}

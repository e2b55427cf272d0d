using System.Threading.Channels;

namespace NlpTransfer.Training;

/// <summary>Items that this thread makes and another one takes meanwhile, in their order.</summary>
internal static class Handover
{
    private const int MostWaiting = 4;

    /// <param name="items">Made on the calling thread, a few ahead of what is taken.</param>
    /// <param name="take">Runs on another thread; where it fails, no further item is made.</param>
    /// <exception cref="Exception">What either side threw, as it was thrown; both have ended then.</exception>
    public static void Run<T>(IEnumerable<T> items, Action<IEnumerable<T>> take)
    {
        var waiting = Channel.CreateBounded<T>(MostWaiting);
        var taking = Task.Run(() => Take(waiting, take));
        try
        {
            foreach (var item in items)
                if (!Give(waiting.Writer, item)) break;
        }
        catch (Exception fault)
        {
            waiting.Writer.TryComplete(fault); // the other side meets it where it waits for more
            ((IAsyncResult)taking).AsyncWaitHandle.WaitOne();
            throw;
        }
        waiting.Writer.TryComplete();
        taking.GetAwaiter().GetResult();
    }

    private static bool Give<T>(ChannelWriter<T> writer, T item)
    {
        while (!writer.TryWrite(item))
            if (!writer.WaitToWriteAsync().AsTask().GetAwaiter().GetResult()) return false;
        return true;
    }

    private static void Take<T>(Channel<T> waiting, Action<IEnumerable<T>> take)
    {
        try
        {
            take(waiting.Reader.ReadAllAsync().ToBlockingEnumerable());
        }
        finally
        {
            waiting.Writer.TryComplete();
        }
    }
}

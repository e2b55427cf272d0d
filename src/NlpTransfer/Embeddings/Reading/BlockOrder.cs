namespace NlpTransfer.Embeddings;

/// <summary>Tells each block how many records come before it, as soon as all earlier blocks are counted.</summary>
internal sealed class BlockOrder
{
    private long _records;
    private int _next;
    private volatile bool _stopped;

    /// <summary>Waits for the block's turn, adds its records and returns those before it; -1 when reading has stopped.</summary>
    /// <remarks>Blocks are claimed in order and counted before they are parsed, so the wait is short.</remarks>
    public long Enter(int ordinal, int records)
    {
        var spin = default(SpinWait);
        while (Volatile.Read(ref _next) != ordinal)
        {
            if (_stopped)
            {
                return -1;
            }

            spin.SpinOnce();
        }

        var before = _records;
        _records += records;
        Volatile.Write(ref _next, ordinal + 1);
        return before;
    }

    /// <summary>Lets nobody wait for a block that will not come.</summary>
    public void Stop() => _stopped = true;
}

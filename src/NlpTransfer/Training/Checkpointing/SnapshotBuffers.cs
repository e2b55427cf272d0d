using static TorchSharp.torch;

namespace NlpTransfer.Training;

/// <summary>
/// Memory of snapshots that are written, for the next one's copies: fresh memory costs as much again as copying into it, because the
/// system clears each page first. One snapshot's worth is kept at most.
/// </summary>
internal sealed class SnapshotBuffers : IDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string File, string Name), Tensor> free = [];
    private bool isDisposed;

    /// <summary>A tensor on the CPU of the type and shape of <paramref name="live"/>, with any values.</summary>
    public Tensor Take(string file, string name, Tensor live)
    {
        lock (gate)
            if (free.Remove((file, name), out var kept))
            {
                if (kept.dtype == live.dtype && kept.shape.SequenceEqual(live.shape)) return kept;
                kept.Dispose();
            }
        return empty(live.shape, dtype: live.dtype).DetachFromDisposeScope();
    }

    /// <summary>Takes a tensor back that nobody reads any more.</summary>
    public void Return(string file, string name, Tensor tensor)
    {
        lock (gate)
            if (!isDisposed && free.TryAdd((file, name), tensor)) return;
        tensor.Dispose();
    }

    /// <summary>Lets go of what the last snapshot did not ask for.</summary>
    public void Trim()
    {
        lock (gate)
        {
            foreach (var tensor in free.Values) tensor.Dispose();
            free.Clear();
        }
    }

    public void Dispose()
    {
        lock (gate) isDisposed = true;
        Trim();
    }
}

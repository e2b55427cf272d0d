using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace NlpTransfer.Training;

/// <summary>
/// Writes snapshots on a thread of its own, one at a time. While it writes, a newer snapshot takes the place of one that still
/// waits, so that training never waits and memory holds two copies at most. A fault comes up at the next call.
/// </summary>
internal sealed class CheckpointWriter(Action<TrainingSnapshot> write) : IDisposable
{
    private readonly Lock gate = new();
    private TrainingSnapshot? waiting;
    private Task running = Task.CompletedTask;
    private bool isRunning;
    private ExceptionDispatchInfo? fault;

    /// <summary>Whether a snapshot is being written or waits.</summary>
    public bool IsBusy
    {
        get
        {
            lock (gate) return isRunning;
        }
    }

    /// <summary>Takes the snapshot over.</summary>
    public void Enqueue(TrainingSnapshot snapshot)
    {
        lock (gate)
        {
            waiting?.Dispose();
            waiting = snapshot;
            if (isRunning) return;
            isRunning = true;
            running = Task.Run(Drain);
        }
    }

    /// <exception cref="CheckpointException">One could not be written.</exception>
    public void ThrowIfFailed() => Volatile.Read(ref fault)?.Throw();

    /// <summary>Until all that was taken over is written.</summary>
    public void Wait()
    {
        running.Wait();
        ThrowIfFailed();
    }

    public void Dispose()
    {
        running.Wait();
        waiting?.Dispose();
    }

    private void Drain()
    {
        while (Next() is { } snapshot)
            using (snapshot)
                try
                {
                    if (IsFinite(snapshot)) write(snapshot);
                }
                catch (Exception error) // whatever it is, it belongs to the training's thread
                {
                    Volatile.Write(ref fault, ExceptionDispatchInfo.Capture(error));
                }
    }

    private TrainingSnapshot? Next()
    {
        lock (gate)
        {
            var next = waiting;
            waiting = null;
            isRunning = next is not null;
            return next;
        }
    }

    // Without clipping, an infinite gradient spoils the weights one step before the loss shows it: such weights must not push a good checkpoint out.
    private static bool IsFinite(TrainingSnapshot snapshot) =>
        !snapshot.Files.TryGetValue(TrainingSnapshot.Weights, out var weights) || weights.Values.Where(w => w.dtype == ScalarType.Float32).All(IsFinite);

    private static bool IsFinite(Tensor tensor) => tensor.numel() == 0 || TensorPrimitives.IsFiniteAll<float>(MemoryMarshal.Cast<byte, float>(tensor.bytes));
}

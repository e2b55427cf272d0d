using static TorchSharp.torch;

namespace NlpTransfer.Training;

/// <summary>What training lowers, batch by batch.</summary>
internal abstract class BatchLoss : IDisposable
{
    /// <summary>Runs the model on a batch; a scalar, the mean over the batch.</summary>
    /// <param name="data">The examples, or the features that frozen groups gave for them.</param>
    public abstract Tensor Compute(ITrainingData data, int[] batch);

    /// <summary>Adds the gradients of what <see cref="Compute"/> gave last, or of a multiple of it.</summary>
    public virtual void Backward(Tensor loss) => loss.backward();

    /// <summary>What the mean over a batch divides by: examples, or the sum of their weights. Means of parts so make the mean of the whole.</summary>
    public virtual double Weight(IReadOnlyList<int> batch) => batch.Count;

    public virtual void Dispose()
    {
    }
}

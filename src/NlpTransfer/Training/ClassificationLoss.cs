using NlpTransfer.Heads;
using static TorchSharp.torch;

namespace NlpTransfer.Training;

/// <summary>What training lowers, by the model's problem, with the run's class weights and label smoothing.</summary>
internal abstract class ClassificationLoss : IDisposable
{
    public static ClassificationLoss Create(TrainingOptions options, ITrainingData training, ClassificationModel model, Device device) => model.Problem == ProblemType.MultiLabel
        ? new BinaryCrossEntropyLoss(options, training, model.Head.Classes, device)
        : new CrossEntropyLoss(options, training, model.Head.Classes, device);

    /// <summary>Mean over the batch, in nats.</summary>
    /// <param name="logits"><c>(B, classes)</c></param>
    /// <param name="batch">The examples of the training data.</param>
    public abstract Tensor Compute(Tensor logits, IReadOnlyList<int> batch);

    /// <summary>What the mean over a batch divides by: examples, or the sum of their weights. Means of parts so make the mean of the whole.</summary>
    public virtual double Weight(IReadOnlyList<int> batch) => batch.Count;

    public abstract void Dispose();
}

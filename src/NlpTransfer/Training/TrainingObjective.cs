using NlpTransfer.FineTuning;
using NlpTransfer.Heads;
using static TorchSharp.torch;

namespace NlpTransfer.Training;

/// <summary>A task as the loop sees it: which data fits it, what a batch costs, and how whole data is measured.</summary>
internal abstract class TrainingObjective
{
    /// <summary>What is trained.</summary>
    public abstract LayeredModel Model { get; }

    /// <summary>Refuses data that the task can make nothing of, before any work.</summary>
    /// <param name="purpose">As in "found no examples to train on".</param>
    /// <exception cref="ArgumentException">It does not fit.</exception>
    public abstract void Check(ITrainingData data, string purpose);

    /// <summary>The phase without the groups that the task leaves alone.</summary>
    /// <exception cref="ArgumentException">Nothing is left to train.</exception>
    public virtual ResolvedPhase Narrow(ResolvedPhase phase) => phase;

    /// <summary>The loss of one run's batches.</summary>
    /// <param name="training">The examples, before any of them became features.</param>
    public abstract BatchLoss Begin(ITrainingData training, Device device);

    /// <summary>Figures over whole data, the model in eval mode.</summary>
    /// <exception cref="NotSupportedException">The task has none; it is trained without validation data.</exception>
    public virtual ClassificationMetrics Evaluate(ITrainingData data, Device device, CancellationToken cancellation) =>
        throw new NotSupportedException($"{GetType().Name} has no figures over validation data; train without it.");
}

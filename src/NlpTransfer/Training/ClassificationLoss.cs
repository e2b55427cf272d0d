using NlpTransfer.Heads;
using static TorchSharp.torch;

namespace NlpTransfer.Training;

/// <summary>The loss of logits, by the model's problem, with the run's class weights and label smoothing.</summary>
internal abstract class ClassificationLoss(ClassificationModel model, Device device) : BatchLoss
{
    private RecomputedPass? recomputed;

    public static ClassificationLoss Create(TrainingOptions options, ITrainingData training, ClassificationModel model, Device device)
    {
        ClassificationLoss labels = model.Problem == ProblemType.MultiLabel ? new BinaryCrossEntropyLoss(options, training, model, device) : new CrossEntropyLoss(options, training, model, device);
        var loss = training.SoftTargets is { } targets ? new DistillationLoss(labels, targets, model, device) : labels;
        if (options.CheckpointActivations) loss.recomputed = new RecomputedPass(model, device);
        return loss;
    }

    protected Device Device => device;

    public override Tensor Compute(ITrainingData data, int[] batch)
    {
        var input = data.Collate(batch, device);
        return Compute(recomputed is null ? model.Forward(input, data.FirstGroup) : recomputed.Forward(input, data.FirstGroup).Values, batch);
    }

    public override void Backward(Tensor loss)
    {
        if (recomputed is null) base.Backward(loss);
        else recomputed.Backward(loss);
    }

    /// <summary>Mean over the batch, in nats.</summary>
    /// <param name="logits"><c>(B, classes)</c></param>
    /// <param name="batch">The examples of the training data.</param>
    public abstract Tensor Compute(Tensor logits, IReadOnlyList<int> batch);
}

using NlpTransfer.Heads;
using static TorchSharp.torch;

namespace NlpTransfer.Training;

/// <summary>Several classifiers that share a backbone: each batch is one task's, and so is its loss. Figures are the means over tasks, with each task's beside them.</summary>
/// <param name="names">By the task's number.</param>
/// <param name="labelNames">By the task's number.</param>
/// <param name="validation">What the evaluation is over, before any of it became features; null where there is none.</param>
internal sealed class MultiTaskObjective(
    MultiTaskModel model, IReadOnlyList<string> names, IReadOnlyList<IReadOnlyList<string>> labelNames, TrainingOptions options, ITaskData? validation) : TrainingObjective
{
    public override LayeredModel Model => model;

    public override void Check(ITrainingData data, string purpose)
    {
        foreach (var (t, task) in ((ITaskData)data).Tasks.Index())
            try
            {
                LabelCheck.Run(task, purpose, model.Tasks[t].Problem);
            }
            catch (ArgumentException fault)
            {
                throw new ArgumentException($"Task '{names[t]}': {fault.Message}", fault);
            }
    }

    public override BatchLoss Begin(ITrainingData training, Device device) => options.CheckpointActivations
        ? throw new ArgumentException("CheckpointActivations is for one task at a time; leave it out.")
        : new Loss((ITaskData)training, model, options, device);

    public override ClassificationMetrics Evaluate(ITrainingData data, Device device, CancellationToken cancellation)
    {
        var starts = TaskBatches.Starts([.. validation!.Tasks.Select(t => t.Lengths)]);
        return ClassificationMetrics.OfTasks(new OrderedDictionary<string, ClassificationMetrics>(names.Select((name, t) =>
            KeyValuePair.Create(name, Evaluator.Evaluate(model.Tasks[t], new TaskSlice(data, validation.Tasks[t], starts[t]), labelNames[t], device, cancellation)))));
    }

    private sealed class Loss(ITaskData training, MultiTaskModel model, TrainingOptions options, Device device) : BatchLoss
    {
        private readonly int[] starts = TaskBatches.Starts([.. training.Tasks.Select(t => t.Lengths)]);
        private readonly ClassificationLoss[] losses = [.. training.Tasks.Select((t, i) => ClassificationLoss.Create(options, t, model.Tasks[i], device))];

        public override Tensor Compute(ITrainingData data, int[] batch)
        {
            var (task, own) = Own(batch);
            return losses[task].Compute(model.Tasks[task].Forward(data.Collate(batch, device), data.FirstGroup), own);
        }

        public override double Weight(IReadOnlyList<int> batch)
        {
            var (task, own) = Own(batch);
            return losses[task].Weight(own);
        }

        public override void Dispose()
        {
            foreach (var loss in losses) loss.Dispose();
        }

        // The batch's task, and its examples by their places among the task's.
        private (int Task, int[] Own) Own(IReadOnlyList<int> batch)
        {
            var task = Array.FindLastIndex(starts, s => s <= batch[0]);
            return (task, [.. batch.Select(i => i - starts[task])]);
        }
    }
}

using NlpTransfer.Heads;
using static TorchSharp.torch;

namespace NlpTransfer.Training;

/// <summary>Labels of one classifier, single or several an example.</summary>
internal sealed class ClassificationObjective(ClassificationModel model, IReadOnlyList<string> labelNames, TrainingOptions options) : TrainingObjective
{
    public override LayeredModel Model => model;

    public override void Check(ITrainingData data, string purpose) => LabelCheck.Run(data, purpose, model.Problem);

    public override BatchLoss Begin(ITrainingData training, Device device) => ClassificationLoss.Create(options, training, model, device);

    public override ClassificationMetrics Evaluate(ITrainingData data, Device device, CancellationToken cancellation) =>
        Evaluator.Evaluate(model, data, labelNames, device, cancellation);
}

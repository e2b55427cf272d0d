using NlpTransfer.FineTuning;
using NlpTransfer.Heads;
using static TorchSharp.torch;

namespace NlpTransfer.Training;

/// <summary>The backbone's part of few-shot training: the head stays out of it.</summary>
internal sealed class ContrastiveObjective(ClassificationModel model) : TrainingObjective
{
    public override LayeredModel Model => model;

    public override void Check(ITrainingData data, string purpose)
    {
        if (model.Problem != ProblemType.SingleLabel) throw new ArgumentException("Contrastive training is for examples of one label each; this model gives several.");
        if (model.Head.Options.HiddenSizes.Count > 0) throw new ArgumentException($"Contrastive training ends with a linear head; this one has hidden layers ({string.Join(", ", model.Head.Options.HiddenSizes)}). Leave them out.");
        LabelCheck.Run(data, purpose, model.Problem);
        if (data.Labels.Distinct().Count() < 2) throw new ArgumentException("Contrastive training needs examples of at least two labels, found one.");
    }

    public override ResolvedPhase Narrow(ResolvedPhase phase)
    {
        double[] factors = [.. phase.RateFactors.SkipLast(1), 0];
        return factors.Any(f => f > 0)
            ? phase with { RateFactors = factors }
            : throw new ArgumentException($"Phase '{phase.Name}' trains the head alone, which contrastive training leaves for its end; train a group of the backbone, with full-fine-tuning for example.");
    }

    public override BatchLoss Begin(ITrainingData training, Device device) => new ContrastiveLoss(model, training.Labels, device);
}

using NlpTransfer.Heads;
using static TorchSharp.torch;

namespace NlpTransfer.Training;

/// <summary>Binary cross entropy of a sigmoid for each label: any number of labels an example. The mean is over examples and labels.</summary>
internal sealed class BinaryCrossEntropyLoss : ClassificationLoss
{
    private readonly IReadOnlyList<IReadOnlyList<int>> labelSets;
    private readonly Tensor? positiveWeights; // (classes)
    private readonly double labelSmoothing, focalGamma;
    private readonly int classes;

    public BinaryCrossEntropyLoss(TrainingOptions options, ITrainingData training, ClassificationModel model, Device device) : base(model, device)
    {
        (labelSets, labelSmoothing, classes) = (training.LabelSets, options.LabelSmoothing, model.Head.Classes);
        focalGamma = options.FocalGamma;
        if (options.ClassWeighting == ClassWeighting.Balanced) positiveWeights = tensor(Balanced([.. labelSets.Take(training.SoftTargets?.Labelled ?? labelSets.Count)], classes), device: device).DetachFromDisposeScope();
    }

    public override Tensor Compute(Tensor logits, IReadOnlyList<int> batch)
    {
        var truths = LabelSets.Flat([.. batch.Select(i => labelSets[i])], classes);
        var values = truths.Select(t => (float)((t ? 1 - labelSmoothing : 0) + (labelSmoothing / 2))).ToArray();
        var targets = tensor(values, [batch.Count, classes], device: Device); // (B, classes)
        if (focalGamma == 0) return nn.functional.binary_cross_entropy_with_logits(logits, targets, pos_weights: positiveWeights);
        var losses = nn.functional.binary_cross_entropy_with_logits(logits, targets, pos_weights: positiveWeights, reduction: nn.Reduction.None); // (B, classes)
        var chances = logits.sigmoid(); // (B, classes)
        var missing = where(tensor(truths, [batch.Count, classes], device: Device), 1 - chances, chances); // of what is true
        return (losses * missing.pow(focalGamma)).mean();
    }

    public override void Dispose() => positiveWeights?.Dispose();

    /// <summary>Examples without the label for each that has it, so that both sides of a label count the same; 1 where one side is empty.</summary>
    internal static float[] Balanced(IReadOnlyList<IReadOnlyList<int>> labelSets, int classes)
    {
        var counts = new int[classes];
        foreach (var label in labelSets.SelectMany(set => set)) counts[label]++;
        return [.. counts.Select(c => c == 0 || c == labelSets.Count ? 1 : (float)(labelSets.Count - c) / c)];
    }
}

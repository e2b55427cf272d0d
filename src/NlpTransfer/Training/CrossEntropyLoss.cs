using NlpTransfer.Heads;
using static TorchSharp.torch;

namespace NlpTransfer.Training;

/// <summary>Cross entropy of a softmax: one label an example.</summary>
internal sealed class CrossEntropyLoss : ClassificationLoss
{
    private readonly ITrainingData training;
    private readonly IReadOnlyList<int> labels;
    private readonly Tensor? weights;
    private readonly float[]? balanced;
    private readonly double labelSmoothing, focalGamma;

    public CrossEntropyLoss(TrainingOptions options, ITrainingData training, ClassificationModel model, Device device) : base(model, device)
    {
        (this.training, labels, labelSmoothing) = (training, training.Labels, options.LabelSmoothing);
        focalGamma = options.FocalGamma;
        if (options.ClassWeighting != ClassWeighting.Balanced) return;
        balanced = Balanced([.. labels.Where(l => l >= 0)], model.Head.Classes); // a teacher may know examples without a label
        weights = tensor(balanced, device: device).DetachFromDisposeScope();
    }

    public override Tensor Compute(Tensor logits, IReadOnlyList<int> batch)
    {
        if (training.Mixed(batch) is { } mixed)
        {
            var shares = tensor([.. mixed.Select(m => (float)m.Share)], device: Device); // (B)
            return ((Each(logits, Targets(batch)) * shares) + (Each(logits, Targets(mixed.Select(m => m.Other))) * (1 - shares))).mean();
        }
        return focalGamma == 0
            ? nn.functional.cross_entropy(logits, Targets(batch), weights, label_smoothing: labelSmoothing)
            : Each(logits, Targets(batch)).sum() / Weight(batch);
    }

    public override double Weight(IReadOnlyList<int> batch) =>
        balanced is null || training.Mixed(batch) is not null ? batch.Count : batch.Sum(i => (double)balanced[labels[i]]);

    private Tensor Targets(IEnumerable<int> batch) => tensor([.. batch.Select(i => (long)labels[i])], device: Device); // (B)

    private Tensor Each(Tensor logits, Tensor targets)
    {
        var losses = nn.functional.cross_entropy(logits, targets, weights, reduction: nn.Reduction.None, label_smoothing: labelSmoothing); // (B)
        if (focalGamma == 0) return losses;
        var missing = 1 - nn.functional.softmax(logits, 1).gather(1, targets.unsqueeze(1)).squeeze(1); // (B)
        return losses * missing.pow(focalGamma);
    }

    public override void Dispose() => weights?.Dispose();

    /// <summary>N / (classes present * examples of the class), scikit-learn's "balanced"; 0 for a class without examples.</summary>
    internal static float[] Balanced(IReadOnlyList<int> labels, int classes)
    {
        var counts = new int[classes];
        foreach (var label in labels) counts[label]++;
        var present = counts.Count(c => c > 0);
        return [.. counts.Select(c => c == 0 ? 0 : (float)labels.Count / (present * c))];
    }
}

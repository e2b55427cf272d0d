using static TorchSharp.torch;

namespace NlpTransfer.Training;

/// <summary>Cross entropy with the run's class weights and label smoothing.</summary>
internal sealed class ClassificationLoss : IDisposable
{
    private readonly Tensor? weights;
    private readonly double labelSmoothing;

    public ClassificationLoss(TrainingOptions options, IReadOnlyList<int> labels, int classes, Device device)
    {
        labelSmoothing = options.LabelSmoothing;
        if (options.ClassWeighting == ClassWeighting.Balanced) weights = tensor(Balanced(labels, classes), device: device).DetachFromDisposeScope();
    }

    /// <summary>Mean over the batch, in nats.</summary>
    /// <param name="logits"><c>(B, classes)</c></param>
    /// <param name="labels"><c>(B)</c> int64</param>
    public Tensor Compute(Tensor logits, Tensor labels) => nn.functional.cross_entropy(logits, labels, weights, label_smoothing: labelSmoothing);

    public void Dispose() => weights?.Dispose();

    /// <summary>N / (classes present * examples of the class), scikit-learn's "balanced"; 0 for a class without examples.</summary>
    internal static float[] Balanced(IReadOnlyList<int> labels, int classes)
    {
        var counts = new int[classes];
        foreach (var label in labels) counts[label]++;
        var present = counts.Count(c => c > 0);
        return [.. counts.Select(c => c == 0 ? 0 : (float)labels.Count / (present * c))];
    }
}

using NlpTransfer.Data;

namespace NlpTransfer.Classifiers;

/// <summary>Always predicts the training data's label shares, and with them its most frequent label.</summary>
public sealed class MajorityBaseline : ITextBaseline
{
    private readonly float[] shares;

    private MajorityBaseline(IReadOnlyList<string> labelNames, float[] shares) => (LabelNames, this.shares) = (labelNames, shares);

    public string Name => "majority class";

    public IReadOnlyList<string> LabelNames { get; }

    /// <exception cref="ArgumentException">No example has a label.</exception>
    public static MajorityBaseline Fit(TextDataset train)
    {
        var labelled = train.LabelIndices.Where(id => id >= 0).ToArray();
        if (labelled.Length == 0) throw new ArgumentException("Expected labelled training data, found no label.", nameof(train));
        var shares = new float[train.LabelNames.Count];
        foreach (var id in labelled) shares[id] += 1f / labelled.Length;
        return new(train.LabelNames, shares);
    }

    public float[] PredictProbabilities(TextDataset dataset, CancellationToken cancellation = default) =>
        [.. Enumerable.Repeat(shares, dataset.Count).SelectMany(s => s)];
}

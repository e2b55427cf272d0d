using NlpTransfer.Data;
using NlpTransfer.Training;

namespace NlpTransfer.Classifiers;

/// <summary>A classifier without pretraining, to hold transfer against.</summary>
public interface ITextBaseline
{
    /// <summary>What a table calls it.</summary>
    string Name { get; }

    /// <summary>The labels in the order of the probabilities.</summary>
    IReadOnlyList<string> LabelNames { get; }

    /// <summary>Probabilities row by row, <c>(dataset.Count, LabelNames.Count)</c>; labels of the data are not read.</summary>
    float[] PredictProbabilities(TextDataset dataset, CancellationToken cancellation = default);

    /// <summary>Metrics over a labelled data set with the same labels.</summary>
    ClassificationMetrics Evaluate(TextDataset dataset, CancellationToken cancellation = default) =>
        ClassificationMetrics.Compute(PredictProbabilities(dataset, cancellation), dataset.LabelIndices, LabelNames);
}

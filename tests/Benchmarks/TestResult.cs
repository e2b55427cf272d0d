using NlpTransfer.Data;
using NlpTransfer.Training;

/// <summary>What a model reached on a test part, with the seconds of its training and the padding share of its batches.</summary>
internal sealed record TestResult(int Tests, double Accuracy, double F1, double Seconds, double Padding)
{
    /// <param name="positive">The label whose F1 counts; null for macro F1.</param>
    public static TestResult Of(ClassificationMetrics metrics, string? positive = null) =>
        new(metrics.N, metrics.Accuracy, positive is null ? metrics.MacroF1 : metrics.PerClass[positive].F1, 0, 0);

    /// <summary>Folds together make one test set.</summary>
    public static TestResult Over(IEnumerable<DatasetSplit> splits, Func<DatasetSplit, TestResult> measure)
    {
        var folds = splits.Select(measure).ToArray();
        var tests = folds.Sum(f => f.Tests);
        return new(tests, folds.Sum(f => f.Accuracy * f.Tests) / tests, folds.Sum(f => f.F1 * f.Tests) / tests, folds.Average(f => f.Seconds), folds.Average(f => f.Padding));
    }
}

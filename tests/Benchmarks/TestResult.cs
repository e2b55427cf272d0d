using NlpTransfer.Data;
using NlpTransfer.Training;

/// <summary>What a model reached on a test part, with the seconds of its training and the padding share of its batches.</summary>
internal sealed record TestResult(int Tests, double Accuracy, double F1, double Seconds, double Padding)
{
    private const int Resamples = 1000;

    /// <summary>One standard error of macro F1 on a test part, by bootstrap over its examples; of folds the mean.</summary>
    public double MacroF1Error { get; init; }

    /// <summary>One standard error of an accuracy on so many examples.</summary>
    public static double AccuracyError(double accuracy, int tests) => Math.Sqrt(accuracy * (1 - accuracy) / tests);

    /// <param name="positive">The label whose F1 counts; null for macro F1.</param>
    public static TestResult Of(ClassificationMetrics metrics, string? positive = null) =>
        new(metrics.N, metrics.Accuracy, positive is null ? metrics.MacroF1 : metrics.PerClass[positive].F1, 0, 0) { MacroF1Error = ErrorOf(metrics.Confusion) };

    /// <summary>Folds together make one test set.</summary>
    public static TestResult Over(IEnumerable<DatasetSplit> splits, Func<DatasetSplit, TestResult> measure)
    {
        var folds = splits.Select(measure).ToArray();
        var tests = folds.Sum(f => f.Tests);
        return new(tests, folds.Sum(f => f.Accuracy * f.Tests) / tests, folds.Sum(f => f.F1 * f.Tests) / tests, folds.Average(f => f.Seconds), folds.Average(f => f.Padding)) { MacroF1Error = folds.Average(f => f.MacroF1Error) };
    }

    private static double ErrorOf(int[][] confusion)
    {
        var (classes, random) = (confusion.Length, new Random(1));
        var cells = Enumerable.Range(0, classes * classes).SelectMany(cell => Enumerable.Repeat(cell, confusion[cell / classes][cell % classes])).ToArray();
        var found = Enumerable.Range(0, Resamples).Select(_ => MacroF1(Drawn(), classes)).ToArray();
        var mean = found.Average();
        return Math.Sqrt(found.Average(f => (f - mean) * (f - mean)));

        int[] Drawn()
        {
            var counts = new int[classes * classes];
            for (var i = 0; i < cells.Length; i++) counts[cells[random.Next(cells.Length)]]++;
            return counts;
        }
    }

    private static double MacroF1(int[] counts, int classes) => Enumerable.Range(0, classes).Average(label =>
    {
        var (row, column) = (Enumerable.Range(0, classes).Sum(c => counts[(label * classes) + c]), Enumerable.Range(0, classes).Sum(c => counts[(c * classes) + label]));
        return row + column == 0 ? 0 : 2.0 * counts[(label * classes) + label] / (row + column);
    });
}

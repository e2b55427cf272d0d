using System.Diagnostics;
using System.Globalization;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.Embeddings;
using NlpTransfer.Training;

/// <summary>
/// Test accuracy over three seeds on every data set at hand, beside hashed n-grams with a linear model on the same splits and
/// the same network from random vectors. All of them learn from all of the training data: what had to be chosen was chosen with
/// a tenth of it held out (<see cref="AccuracyRecipe"/>), and the lengths are fixed. A row is reached when its mean is at most one standard error of its test set below the
/// target.
/// </summary>
internal static class AccuracyBenchmark
{
    private const int Seeds = 3;

    internal static void Run(TextWriter output)
    {
        using var vectors = TextSets.Vectors();
        output.WriteLine($"vectors {vectors.Count} x {vectors.Dimension}, seeds 1 to {Seeds}, library defaults where nothing is said");
        output.WriteLine("| data (test) | model | accuracy | F1 | target | n-grams + linear | from random vectors, seed 1 | seconds a training | padding |");
        output.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var data in TextSets.AtHand()) output.WriteLine(Row(AccuracyRecipe.All.Single(r => r.Data == data.Name), data, vectors));
    }

    private static string Row(AccuracyRecipe recipe, LabelledData data, WordVectors vectors)
    {
        var network = Enumerable.Range(1, Seeds).Select(seed => Over(data, seed, split => Train(recipe, split, vectors, seed))).ToArray();
        var baseline = Enumerable.Range(1, Seeds).Select(seed => Over(data, seed, Baseline)).ToArray();
        var scratch = Over(data, 1, split => Train(recipe, split, null, 1));
        var (accuracy, tests) = (network.Average(n => n.Accuracy), network[0].Tests);
        var error = Math.Sqrt(accuracy * (1 - accuracy) / tests);
        return string.Create(CultureInfo.InvariantCulture,
            $"| {data.Name} ({tests}) | {recipe.Backbone.Name} | {MeanAndDeviation(network.Select(n => n.Accuracy))} | {MeanAndDeviation(network.Select(n => n.F1))}{(recipe.Positive is null ? " macro" : $" {recipe.Positive}")} | {recipe.Target} - {error:F3}: {(accuracy >= recipe.Target - error ? "reached" : "missed")} | {MeanAndDeviation(baseline.Select(b => b.Accuracy))} | {scratch.Accuracy:F4} | {network.Average(n => n.Seconds):F1} | {network.Average(n => n.Padding):P1} |");
    }

    // Folds together make one test set.
    private static Result Over(LabelledData data, long seed, Func<DatasetSplit, Result> measure)
    {
        var folds = data.Splits(seed, 0).Select(measure).ToArray();
        var tests = folds.Sum(f => f.Tests);
        return new(tests, folds.Sum(f => f.Accuracy * f.Tests) / tests, folds.Sum(f => f.F1 * f.Tests) / tests, folds.Average(f => f.Seconds), folds.Average(f => f.Padding));
    }

    private static Result Train(AccuracyRecipe recipe, DatasetSplit split, WordVectors? vectors, long seed)
    {
        var start = Stopwatch.GetTimestamp();
        using var classifier = TextClassifier.Create(split.Train, vectors, recipe.Classifier(seed));
        var result = classifier.Train(split.Train, null, recipe.Training(seed));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return Of(classifier.Evaluate(split.Test), recipe.Positive) with { Seconds = seconds, Padding = result.Epochs.Average(e => e.PaddingShare) };
    }

    private static Result Baseline(DatasetSplit split)
    {
        ITextBaseline baseline = NgramBaseline.Fit(split.Train);
        return Of(baseline.Evaluate(split.Test), null);
    }

    private static Result Of(ClassificationMetrics metrics, string? positive) =>
        new(metrics.N, metrics.Accuracy, positive is null ? metrics.MacroF1 : metrics.PerClass[positive].F1, 0, 0);

    private static string MeanAndDeviation(IEnumerable<double> values)
    {
        var all = values.ToArray();
        var mean = all.Average();
        return string.Create(CultureInfo.InvariantCulture, $"{mean:F4} ± {Math.Sqrt(all.Sum(v => Math.Pow(v - mean, 2)) / (all.Length - 1)):F4}");
    }

    private sealed record Result(int Tests, double Accuracy, double F1, double Seconds, double Padding);
}

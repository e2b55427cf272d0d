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
        var network = Enumerable.Range(1, Seeds).Select(seed => TestResult.Over(data.Splits(seed, 0), split => Train(recipe, split, vectors, seed))).ToArray();
        var baseline = Enumerable.Range(1, Seeds).Select(seed => TestResult.Over(data.Splits(seed, 0), Baseline)).ToArray();
        var scratch = TestResult.Over(data.Splits(1, 0), split => Train(recipe, split, null, 1));
        var (accuracy, tests) = (network.Average(n => n.Accuracy), network[0].Tests);
        var error = TestResult.AccuracyError(accuracy, tests);
        return string.Create(CultureInfo.InvariantCulture,
            $"| {data.Name} ({tests}) | {recipe.Backbone.Name} | {network.Select(n => n.Accuracy).MeanAndDeviation()} | {network.Select(n => n.F1).MeanAndDeviation()}{(recipe.Positive is null ? " macro" : $" {recipe.Positive}")} | {recipe.Target} - {error:F3}: {(accuracy >= recipe.Target - error ? "reached" : "missed")} | {baseline.Select(b => b.Accuracy).MeanAndDeviation()} | {scratch.Accuracy:F4} | {network.Average(n => n.Seconds):F1} | {network.Average(n => n.Padding):P1} |");
    }

    private static TestResult Train(AccuracyRecipe recipe, DatasetSplit split, WordVectors? vectors, long seed)
    {
        var start = Stopwatch.GetTimestamp();
        using var classifier = TextClassifier.Create(split.Train, vectors, recipe.Classifier(seed));
        var result = classifier.Train(split.Train, null, recipe.Training(seed));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return TestResult.Of(classifier.Evaluate(split.Test), recipe.Positive) with { Seconds = seconds, Padding = result.Epochs.Average(e => e.PaddingShare) };
    }

    private static TestResult Baseline(DatasetSplit split)
    {
        ITextBaseline baseline = NgramBaseline.Fit(split.Train);
        return TestResult.Of(baseline.Evaluate(split.Test));
    }
}

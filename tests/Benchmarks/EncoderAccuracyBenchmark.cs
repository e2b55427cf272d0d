using System.Globalization;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.Training;

/// <summary>
/// What the built-in encoder reaches when it is fine-tuned: mean and deviation over three seeds (NLPTRANSFER_SEEDS for another
/// number) on every data set at hand, beside its frozen features under logistic regression and hashed n-grams with a linear model. A
/// row is reached when its mean is at most one standard error of its test set below the target. NLPTRANSFER_CHOOSE=1 measures on
/// the validation part instead, trained without it: what options may be chosen by.
/// </summary>
internal static class EncoderAccuracyBenchmark
{
    private const int Folds = 5;

    private static readonly int Seeds = int.Parse(Environment.GetEnvironmentVariable("NLPTRANSFER_SEEDS") ?? "3", CultureInfo.InvariantCulture);

    private static readonly bool Chooses = Environment.GetEnvironmentVariable("NLPTRANSFER_CHOOSE") == "1";

    private static readonly double ValidationShare = Chooses ? 0.1 : 0;

    internal static void Run(TextWriter output)
    {
        output.WriteLine(Chooses ? "on the validation parts" : $"on the test parts, seeds 1 to {Seeds}; trained on all the rest");
        output.WriteLine("| data (test) | accuracy | macro F1 | at least | frozen features, seed 1 | n-grams + linear | best | a training, processor time | padding |");
        output.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var data in TextSets.AtHand(Folds))
            if (EncoderRecipe.All.FirstOrDefault(r => r.Data == data.Name) is { } recipe) output.WriteLine(Row(recipe, data));
    }

    private static string Row(EncoderRecipe recipe, LabelledData data)
    {
        var tuned = Enumerable.Range(1, Seeds).Select(seed => TestResult.Over(data.Splits(seed, ValidationShare), split => Train(recipe, recipe.Training(seed), split, seed))).ToArray();
        var frozen = TestResult.Over(data.Splits(1, ValidationShare), split => Train(recipe, recipe.Frozen(1), split, 1));
        var linear = TestResult.Over(data.Splits(1, ValidationShare), Linear);
        var (accuracy, tests) = (tuned.Average(n => n.Accuracy), tuned[0].Tests);
        var error = TestResult.AccuracyError(accuracy, tests);
        var isReached = accuracy >= recipe.Accuracy - error && tuned.Average(n => n.F1) >= (recipe.MacroF1 ?? 0) - tuned.Average(n => n.MacroF1Error);
        var best = new[] { ("fine-tuned", accuracy), ("frozen features", frozen.Accuracy), ("n-grams", linear.Accuracy) }.MaxBy(m => m.Item2).Item1;
        return string.Create(CultureInfo.InvariantCulture,
            $"| {data.Name} ({tests}) | {tuned.Select(n => n.Accuracy).MeanAndDeviation()} | {tuned.Select(n => n.F1).MeanAndDeviation()} | {recipe.Accuracy} - {error:F3}{(recipe.MacroF1 is { } f1 ? $", {f1} - {tuned.Average(n => n.MacroF1Error):F3}" : "")}: {(isReached ? "reached" : "missed")} | {frozen.Accuracy:F4} ({frozen.Seconds:F0} s) | {linear.Accuracy:F4} | {best} | {tuned.Average(n => n.Seconds):F0} s | {tuned.Average(n => n.Padding):P1} |");
    }

    private static TestResult Train(EncoderRecipe recipe, TrainingOptions options, DatasetSplit split, long seed)
    {
        var start = Cost.Now; // processor time: the same with other work beside it
        using var classifier = TextClassifier.FromPretrained("minilm", split.Train.LabelNames, recipe.Classifier(seed));
        var result = classifier.Train(split.Train, null, options);
        var seconds = Cost.Now.Since(start).Processor;
        return TestResult.Of(classifier.Evaluate(Chooses ? split.Validation : split.Test)) with { Seconds = seconds, Padding = result.Epochs.Average(e => e.PaddingShare) };
    }

    private static TestResult Linear(DatasetSplit split)
    {
        ITextBaseline baseline = NgramBaseline.Fit(split.Train);
        return TestResult.Of(baseline.Evaluate(Chooses ? split.Validation : split.Test));
    }
}

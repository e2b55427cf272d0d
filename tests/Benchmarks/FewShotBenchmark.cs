using System.Diagnostics;
using System.Globalization;
using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.Heads;
using NlpTransfer.Training;
using TorchSharp;

/// <summary>
/// What few-shot training of the built-in encoder gains at 8 and 16 examples a class, beside a logistic regression on its features as
/// they are, at the strength that does best on this very part: the same draws from the training part, the whole recorded test part. NLPTRANSFER_DRAWS says how many draws (10).
/// NLPTRANSFER_PART=validation measures other draws on 300 examples of the training part instead, which is how the preset was chosen.
/// </summary>
internal static class FewShotBenchmark
{
    private static readonly double[] FrozenStrengths = [1, 10, 100];
    private const double ValidationShare = 0.1;
    private const int FirstValidationDraw = 101, ValidationExamples = 300;

    private static bool OnValidation => Environment.GetEnvironmentVariable("NLPTRANSFER_PART") == "validation";

    internal static void Run(TextWriter output)
    {
        var draws = int.Parse(Environment.GetEnvironmentVariable("NLPTRANSFER_DRAWS") ?? "10", CultureInfo.InvariantCulture);
        var sets = TextSets.AtHand().Where(d => d.Name is "trec" or "rt-polarity").ToArray();
        if (sets.Length == 0) output.WriteLine("Neither trec nor rt-polarity is at hand; NLPTRANSFER_DATA names the folder that holds them.");
        output.WriteLine($"minilm, {draws} draws, on the {(OnValidation ? "validation" : "test")} part: mean accuracy ± deviation over the draws; the mean of the differences ± its standard error");
        output.WriteLine("| data | examples a class | frozen features + logistic regression | few-shot | better by, draw by draw | draws it wins | seconds a training |");
        output.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var data in sets)
            foreach (var k in new[] { 8, 16 }) output.WriteLine(Row(data, k, draws));
    }

    private static string Row(LabelledData data, int k, int draws)
    {
        var all = Enumerable.Range(OnValidation ? FirstValidationDraw : 1, draws).Select(draw => Measure(data, k, draw)).ToArray();
        var best = Enumerable.Range(0, FrozenStrengths.Length).MaxBy(s => all.Average(a => a.Frozen[s]));
        return string.Create(CultureInfo.InvariantCulture,
            $"| {data.Name} | {k} | {all.Select(a => a.Frozen[best]).MeanAndDeviation()} | {all.Select(a => a.Tuned).MeanAndDeviation()} | {all.Select(a => a.Tuned - a.Frozen[best]).MeanAndError()} | {all.Count(a => a.Tuned > a.Frozen[best])} of {draws} | {all.Average(a => a.Seconds):F1} |");
    }

    private static (double[] Frozen, double Tuned, double Seconds) Measure(LabelledData data, int k, int draw)
    {
        var split = data.Splits(draw, ValidationShare)[0];
        var (few, held) = (Draw(split.Train, k, draw), OnValidation ? split.Validation.Subset(new SeededRandom(draw).Permutation(split.Validation.Count).Take(ValidationExamples)) : split.Test);
        var frozen = Frozen(few, held, draw);
        using var classifier = TextClassifier.FromPretrained("minilm", few.LabelNames, PretrainedOptions.ForFewShot() with { Seed = draw });
        var start = Stopwatch.GetTimestamp();
        classifier.Train(few, null, TrainingOptions.ForFewShot() with { Seed = draw });
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return (frozen, classifier.Evaluate(held).Accuracy, seconds);
    }

    // By strength.
    private static double[] Frozen(TextDataset few, TextDataset held, int draw)
    {
        using var classifier = TextClassifier.FromPretrained("minilm", few.LabelNames, new() { Pooling = EncoderPooling.Mean, Seed = draw });
        var (known, asked) = (Features(classifier, few), Features(classifier, held));
        return [.. FrozenStrengths.Select(strength => Accuracy(classifier, known, few.LabelIndices, asked, held, strength))];
    }

    private static FeatureMatrix Features(TextClassifier classifier, TextDataset data) => FeatureMatrix.Of(classifier.Model.Backbone, classifier.Encode(data, default), torch.CPU, default);

    private static double Accuracy(TextClassifier classifier, FeatureMatrix known, IReadOnlyList<int> labels, FeatureMatrix asked, TextDataset held, double strength)
    {
        LinearHead.Fit(classifier.Model.Head, known, labels, strength, default);
        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        var found = classifier.Model.Head.call(torch.tensor(asked.Values, [asked.Count, asked.Width])).argmax(1).data<long>().ToArray();
        return found.Zip(held.LabelIndices).Count(pair => pair.First == pair.Second) / (double)found.Length;
    }

    private static TextDataset Draw(TextDataset data, int k, long seed)
    {
        var order = new SeededRandom(seed, k).Permutation(data.Count);
        return data.Subset(Enumerable.Range(0, data.LabelNames.Count).SelectMany(label => order.Where(i => data.LabelIndices[i] == label).Take(k)).Order());
    }
}

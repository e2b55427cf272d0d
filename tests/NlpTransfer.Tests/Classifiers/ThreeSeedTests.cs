using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.Embeddings;
using NlpTransfer.Training;

namespace NlpTransfer.Tests.Classifiers;

/// <summary>The main job over three seeds, on the whole corpus; minutes, so only with <c>./test --full</c>. docs/results.md holds what it gave.</summary>
public sealed class ThreeSeedTests(ITestOutputHelper output)
{
    /// <param name="honest">Whether near-duplicates stay on one side of the split.</param>
    /// <param name="least">Reached when the mean is at most one standard error of the test set below it.</param>
    [Theory]
    [InlineData(false, 0.982)]
    [InlineData(true, 0.970)]
    public void SpamAssassin_CnnOverGlove_ReachesItsAccuracy(bool honest, double least)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("NLPTRANSFER_FULL") == "1", "Trains for minutes on a corpus that is fetched; runs with ./test --full.");
        var store = new CatalogueStore();
        var data = TextDataset.Load(store.Get("spam-assassin"), new TextDataOptions { Preset = "spam-assassin" }, TestContext.Current.CancellationToken);
        using var vectors = WordVectors.Open(store.Get("glove-100d"));
        var networks = new List<ClassificationMetrics>();
        var baselines = new List<ClassificationMetrics>();
        for (var seed = 1; seed <= 3; seed++)
        {
            var split = DatasetSplitter.Split(data, new SplitOptions { Seed = seed, KeepDuplicatesTogether = honest }, TestContext.Current.CancellationToken);
            ITextBaseline baseline = NgramBaseline.Fit(split.Train, split.Validation);
            baselines.Add(baseline.Evaluate(split.Test));
            using var classifier = TextClassifier.Create(split.Train, vectors, new TextClassifierOptions { Seed = seed });
            classifier.Train(split.Train, split.Validation, new TrainingOptions { Seed = seed }, cancellation: TestContext.Current.CancellationToken);
            networks.Add(classifier.Evaluate(split.Test, TestContext.Current.CancellationToken));
        }
        Report("n-grams + linear", baselines);
        var mean = Report("CNN over GloVe", networks);
        var standardError = Math.Sqrt(mean * (1 - mean) / networks[0].N);
        Assert.InRange(mean, least - standardError, 1);
    }

    private double Report(string name, List<ClassificationMetrics> seeds)
    {
        var mean = seeds.Average(m => m.Accuracy);
        var deviation = Math.Sqrt(seeds.Sum(m => Math.Pow(m.Accuracy - mean, 2)) / (seeds.Count - 1));
        output.WriteLine(FormattableString.Invariant($"{name}: accuracy {mean:F4} ± {deviation:F4} ({string.Join(", ", seeds.Select(m => m.Accuracy.ToString("F4")))}), macro F1 {seeds.Average(m => m.MacroF1):F4}"));
        return mean;
    }
}

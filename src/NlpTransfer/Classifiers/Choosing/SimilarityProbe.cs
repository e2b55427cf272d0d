using NlpTransfer.Backbones;
using NlpTransfer.Data;
using NlpTransfer.Training;

namespace NlpTransfer.Classifiers;

/// <summary>
/// Measures on the data itself what a backbone's pretraining is worth there: a linear model on its features, against the same
/// on features of the same backbone with randomly drawn weights.
/// </summary>
public static class SimilarityProbe
{
    /// <summary>Most examples that are looked at to train on; half as many are held out.</summary>
    /// <value>500</value>
    public const int MostExamples = 500;

    private static readonly double[] Strengths = [1, 10, 100];

    /// <summary>Leaves the classifier as it was.</summary>
    /// <param name="training">Where examples have several labels, the probe tells the commonest one from its absence.</param>
    /// <param name="validation">Held out; null or empty splits a third off the training data.</param>
    /// <param name="seed">Draws the random weights and the examples.</param>
    /// <exception cref="ArgumentException">Fewer than 2 examples, or none with a label.</exception>
    public static SimilarityReport Measure(TextClassifier classifier, TextDataset training, TextDataset? validation = null, long seed = 0, CancellationToken cancellation = default)
    {
        if (validation is not { Count: > 0 }) (training, validation) = Divided(training, seed, cancellation);
        var (train, test) = (classifier.Encode(Sample(training, MostExamples, seed), cancellation), classifier.Encode(Sample(validation, MostExamples / 2, seed), cancellation));
        LabelCheck.Run(train, "probe", classifier.Model.Problem);
        LabelCheck.Run(test, "probe", classifier.Model.Problem);
        return classifier.Writing(() => Measure(classifier, train, test, seed, cancellation));
    }

    internal static TextDataset Sample(TextDataset data, int most, long seed) =>
        data.Count <= most ? data : data.Subset(new SeededRandom(seed).Permutation(data.Count).Take(most).Order());

    /// <summary>The share of <paramref name="random"/>'s errors that are gone.</summary>
    internal static double Similarity(double pretrained, double random) =>
        random >= 1 ? (pretrained >= 1 ? 1 : 0) : Math.Clamp((pretrained - random) / (1 - random), 0, 1);

    private static SimilarityReport Measure(TextClassifier classifier, ITrainingData train, ITrainingData test, long seed, CancellationToken cancellation)
    {
        var (names, labels, expected) = Task(classifier, train, test);
        double Accuracy() => BestAccuracy(Features(classifier, train, cancellation), labels, Features(classifier, test, cancellation), expected, names, cancellation);
        var pretrained = Accuracy();
        using var weights = new RandomWeights(classifier.Model.Backbone, seed);
        var random = Accuracy();
        return new(Similarity(pretrained, random), pretrained, random, train.Count);
    }

    private static FeatureMatrix Features(TextClassifier classifier, ITrainingData data, CancellationToken cancellation) =>
        FeatureMatrix.Of(classifier.Model.Backbone, data, classifier.Device, cancellation);

    private static (IReadOnlyList<string> Names, IReadOnlyList<int> Labels, IReadOnlyList<int> Expected) Task(TextClassifier classifier, ITrainingData train, ITrainingData test)
    {
        if (classifier.Model.Problem == ProblemType.SingleLabel) return (classifier.LabelNames, train.Labels, test.Labels);
        var commonest = train.LabelSets.SelectMany(s => s).CountBy(l => l).MaxBy(c => c.Value).Key;
        int[] Has(ITrainingData data) => [.. data.LabelSets.Select(s => s.Contains(commonest) ? 1 : 0)];
        return (["without", classifier.LabelNames[commonest]], Has(train), Has(test));
    }

    private static double BestAccuracy(FeatureMatrix features, IReadOnlyList<int> labels, FeatureMatrix heldOut, IReadOnlyList<int> expected, IReadOnlyList<string> names, CancellationToken cancellation)
    {
        var (rows, heldOutRows) = (features.Standardised(features), heldOut.Standardised(features));
        return Strengths.Max(strength =>
        {
            var model = LinearModel.Fit(rows, labels, names.Count, features.Width + 1, strength, new NgramBaselineOptions(), cancellation);
            return ClassificationMetrics.Compute(model.Probabilities(heldOutRows), expected, names).Accuracy;
        });
    }

    private static (TextDataset Training, TextDataset Validation) Divided(TextDataset data, long seed, CancellationToken cancellation)
    {
        if (data.Count < 2) throw new ArgumentException($"Expected at least 2 examples to probe the similarity with, found {data.Count}.", nameof(data));
        var split = DatasetSplitter.Split(data, new() { TestShare = 0, ValidationShare = 1.0 / 3, Seed = seed }, cancellation);
        return split.Validation.Count > 0 ? (split.Train, split.Validation) : (data, data);
    }
}

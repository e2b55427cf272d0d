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
        var train = classifier.Encode(training.Subset(Sample(training.Count, MostExamples, seed)), cancellation);
        var test = classifier.Encode(validation.Subset(Sample(validation.Count, MostExamples / 2, seed)), cancellation);
        return Measure(classifier.Core, train, test, seed, cancellation);
    }

    /// <summary>The same over pictures.</summary>
    /// <inheritdoc cref="Measure(TextClassifier, TextDataset, TextDataset?, long, CancellationToken)"/>
    /// <exception cref="ImageException">A picture cannot be read.</exception>
    public static SimilarityReport Measure(ImageClassifier classifier, ImageDataset training, ImageDataset? validation = null, long seed = 0, CancellationToken cancellation = default)
    {
        if (validation is not { Count: > 0 }) (training, validation) = Divided(training, seed, cancellation);
        using var train = classifier.Input(training.Subset(Sample(training.Count, MostExamples, seed)));
        using var test = classifier.Input(validation.Subset(Sample(validation.Count, MostExamples / 2, seed)));
        return Measure(classifier.Core, train, test, seed, cancellation);
    }

    /// <summary>Which of so many examples are looked at, in their order.</summary>
    internal static IEnumerable<int> Sample(int count, int most, long seed) =>
        count <= most ? Enumerable.Range(0, count) : new SeededRandom(seed).Permutation(count).Take(most).Order();

    /// <summary>The share of <paramref name="random"/>'s errors that are gone.</summary>
    internal static double Similarity(double pretrained, double random) =>
        random >= 1 ? (pretrained >= 1 ? 1 : 0) : Math.Clamp((pretrained - random) / (1 - random), 0, 1);

    private static SimilarityReport Measure(ClassifierCore classifier, ITrainingData train, ITrainingData test, long seed, CancellationToken cancellation)
    {
        LabelCheck.Run(train, "probe", classifier.Model.Problem);
        LabelCheck.Run(test, "probe", classifier.Model.Problem);
        return classifier.Writing(() => Compared(classifier, train, test, seed, cancellation));
    }

    private static SimilarityReport Compared(ClassifierCore classifier, ITrainingData train, ITrainingData test, long seed, CancellationToken cancellation)
    {
        var (names, labels, expected) = Task(classifier, train, test);
        double Accuracy() => BestAccuracy(Features(classifier, train, cancellation), labels, Features(classifier, test, cancellation), expected, names, cancellation);
        var pretrained = Accuracy();
        using var weights = new RandomWeights(classifier.Model.Backbone, seed);
        var random = Accuracy();
        return new(Similarity(pretrained, random), pretrained, random, train.Count);
    }

    private static FeatureMatrix Features(ClassifierCore classifier, ITrainingData data, CancellationToken cancellation) =>
        FeatureMatrix.Of(classifier.Model.Backbone, data, classifier.Device, cancellation);

    private static (IReadOnlyList<string> Names, IReadOnlyList<int> Labels, IReadOnlyList<int> Expected) Task(ClassifierCore classifier, ITrainingData train, ITrainingData test)
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
        CheckCount(data.Count);
        var split = DatasetSplitter.Split(data, Third(seed), cancellation);
        return split.Validation.Count > 0 ? (split.Train, split.Validation) : (data, data);
    }

    private static (ImageDataset Training, ImageDataset Validation) Divided(ImageDataset data, long seed, CancellationToken cancellation)
    {
        CheckCount(data.Count);
        var split = data.Split(Third(seed), cancellation);
        return split.Validation.Count > 0 ? (split.Train, split.Validation) : (data, data);
    }

    private static SplitOptions Third(long seed) => new() { TestShare = 0, ValidationShare = 1.0 / 3, Seed = seed };

    private static void CheckCount(int count)
    {
        if (count < 2) throw new ArgumentException($"Expected at least 2 examples to probe the similarity with, found {count}.", "data");
    }
}

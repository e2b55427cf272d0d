using NlpTransfer.Data;
using NlpTransfer.Training;

namespace NlpTransfer.Classifiers;

/// <summary>
/// Hashed word and bigram counts with logistic regression: what can be had without anything pretrained, in seconds.
/// On topics and spam it is strong, and a transfer result means something only beside it.
/// </summary>
public sealed class NgramBaseline : ITextBaseline
{
    // With no validation data at hand a tenth is held out to choose the strength, and given back for the final fit.
    private const double InnerValidationShare = 0.1;

    private readonly NgramFeatures features;
    private readonly LinearModel model;

    private NgramBaseline(NgramFeatures features, LinearModel model, IReadOnlyList<string> labelNames, double strength) =>
        (this.features, this.model, LabelNames, Strength) = (features, model, labelNames, strength);

    public string Name => "n-grams + linear";

    public IReadOnlyList<string> LabelNames { get; }

    /// <summary>The chosen one of <see cref="NgramBaselineOptions.Strengths"/>.</summary>
    public double Strength { get; }

    /// <summary>Learns from <paramref name="train"/>; the strength with the lowest loss on <paramref name="validation"/> wins.</summary>
    /// <param name="validation">Null or empty: a tenth of the training data is held out for the choice.</param>
    /// <exception cref="OptionsException">The options have faults.</exception>
    /// <exception cref="ArgumentException">Fewer than two labels, or an example without one.</exception>
    public static NgramBaseline Fit(TextDataset train, TextDataset? validation = null, NgramBaselineOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new();
        OptionsException.ThrowIfAny(nameof(NgramBaselineOptions), options.Validate());
        Check(train);
        var hasValidation = validation is { Count: > 0 };
        if (hasValidation) validation = validation!.WithLabelNames(train.LabelNames);
        if (options.Strengths.Count == 1) return FitOne(train, options.Strengths[0], options, cancellation);
        if (hasValidation) return FitBest(train, validation!, options, cancellation);
        var inner = DatasetSplitter.Split(train, new() { TestShare = 0, ValidationShare = InnerValidationShare, Seed = options.Seed }, cancellation);
        return FitOne(train, FitBest(inner.Train, inner.Validation, options, cancellation).Strength, options, cancellation);
    }

    public float[] PredictProbabilities(TextDataset dataset, CancellationToken cancellation = default) =>
        model.Probabilities(features.Rows(dataset, cancellation));

    private static NgramBaseline FitOne(TextDataset train, double strength, NgramBaselineOptions options, CancellationToken cancellation)
    {
        var (features, rows) = NgramFeatures.Fit(train, options, cancellation);
        var model = LinearModel.Fit(rows, train.LabelIndices, train.LabelNames.Count, features.Count, strength, options, cancellation);
        return new(features, model, train.LabelNames, strength);
    }

    private static NgramBaseline FitBest(TextDataset train, TextDataset validation, NgramBaselineOptions options, CancellationToken cancellation)
    {
        var (features, rows) = NgramFeatures.Fit(train, options, cancellation);
        var heldOut = features.Rows(validation, cancellation);
        var models = new LinearModel[options.Strengths.Count];
        Parallel.For(0, models.Length, new ParallelOptions { CancellationToken = cancellation }, i =>
            models[i] = LinearModel.Fit(rows, train.LabelIndices, train.LabelNames.Count, features.Count, options.Strengths[i], options, cancellation));
        var losses = models.Select(m => ClassificationMetrics.Compute(m.Probabilities(heldOut), validation.LabelIndices, train.LabelNames).Loss).ToArray();
        var best = Array.IndexOf(losses, losses.Min());
        return new(features, models[best], train.LabelNames, options.Strengths[best]);
    }

    private static void Check(TextDataset train)
    {
        if (train.LabelNames.Count < 2) throw new ArgumentException($"Expected at least two labels to tell apart, found {train.LabelNames.Count}.", nameof(train));
        for (var i = 0; i < train.Count; i++)
            if (train.LabelIndices[i] < 0) throw new ArgumentException($"Expected a label on every training example, found none at {train[i].Source}.", nameof(train));
    }
}

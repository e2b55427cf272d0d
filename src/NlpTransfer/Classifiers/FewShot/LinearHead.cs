using NlpTransfer.Heads;

namespace NlpTransfer.Classifiers;

/// <summary>A classifier's head by logistic regression on its features, in place of training by steps.</summary>
internal static class LinearHead
{
    /// <summary>Fits and puts the weights into the head.</summary>
    /// <param name="head">Without hidden layers.</param>
    /// <param name="features">Of the training examples.</param>
    /// <param name="labels">Their classes.</param>
    /// <param name="strength">C, over features scaled to a mean length of 1.</param>
    public static void Fit(Head head, FeatureMatrix features, IReadOnlyList<int> labels, double strength, CancellationToken cancellation)
    {
        var (scale, width) = (1 / Math.Max(features.MeanLength, 1e-12), features.Width);
        var model = LinearModel.Fit(features.Scaled(scale, head.Options.Bias), labels, head.Classes, width + (head.Options.Bias ? 1 : 0), strength, new NgramBaselineOptions(), cancellation);
        var rows = model.ClassWeights;
        head.Assign([.. rows.SelectMany(row => row.Take(width).Select(w => (float)(w * scale)))], [.. rows.Select(row => head.Options.Bias ? (float)row[width] : 0)]);
    }
}

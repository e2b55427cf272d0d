namespace NlpTransfer.Classifiers;

/// <summary>How near a data set lies to what a backbone was pretrained on.</summary>
/// <param name="Similarity">The share of the errors on random features that the pretrained ones avoid, 0 to 1.</param>
/// <param name="PretrainedAccuracy">Of a linear model on the pretrained features, held out.</param>
/// <param name="RandomAccuracy">Of the same on features of the same backbone with random weights.</param>
/// <param name="Examples">The linear models were trained on.</param>
public sealed record SimilarityReport(double Similarity, double PretrainedAccuracy, double RandomAccuracy, int Examples);

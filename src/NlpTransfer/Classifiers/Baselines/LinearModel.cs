using NlpTransfer.Data;

namespace NlpTransfer.Classifiers;

/// <summary>Logistic regression for any number of classes: one model for two of them, else one a class, probabilities scaled to sum to 1.</summary>
internal sealed class LinearModel
{
    private readonly int classes;
    private readonly double[][] weights; // of one model for two classes

    private LinearModel(int classes, double[][] weights) => (this.classes, this.weights) = (classes, weights);

    /// <summary>A row of weights a class, so that the softmax of two classes, and the order of more, are this model's.</summary>
    public IReadOnlyList<double[]> ClassWeights => classes == 2 ? [new double[weights[0].Length], weights[0]] : weights;

    public static LinearModel Fit(SparseRows rows, IReadOnlyList<int> labels, int classes, int features, double strength, NgramBaselineOptions options, CancellationToken cancellation)
    {
        var weights = new double[classes == 2 ? 1 : classes][];
        Parallel.For(0, weights.Length, new ParallelOptions { CancellationToken = cancellation }, model =>
        {
            var positive = classes == 2 ? 1 : model;
            var random = new SeededRandom(options.Seed, model);
            weights[model] = LogisticRegression.Fit(rows, [.. labels.Select(l => l == positive)], features, strength, options.MaxPasses, random, cancellation);
        });
        return new(classes, weights);
    }

    /// <returns>Row by row, <c>(rows.Count, classes)</c>.</returns>
    public float[] Probabilities(SparseRows rows)
    {
        var probabilities = new float[rows.Count * classes];
        Parallel.For(0, rows.Count, row => Fill(rows, row, probabilities.AsSpan(row * classes, classes)));
        return probabilities;
    }

    private void Fill(SparseRows rows, int row, Span<float> probabilities)
    {
        if (classes == 2)
        {
            var margin = rows.Dot(row, weights[0]);
            (probabilities[0], probabilities[1]) = ((float)LogisticRegression.Sigmoid(-margin), (float)LogisticRegression.Sigmoid(margin));
            return;
        }
        var sum = 0f;
        for (var c = 0; c < classes; c++) sum += probabilities[c] = (float)LogisticRegression.Sigmoid(rows.Dot(row, weights[c]));
        for (var c = 0; c < classes; c++) probabilities[c] = sum == 0 ? 1f / classes : probabilities[c] / sum;
    }
}

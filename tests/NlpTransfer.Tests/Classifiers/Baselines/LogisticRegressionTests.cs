using NlpTransfer.Classifiers;
using NlpTransfer.Data;

namespace NlpTransfer.Tests.Classifiers.Baselines;

public sealed class LogisticRegressionTests
{
    [Theory]
    [InlineData(0.1)]
    [InlineData(1)]
    [InlineData(30)]
    public void Fit_RandomRows_ReachesTheOptimum(double strength)
    {
        var (rows, classes) = Rows(count: 200, features: 30);

        var weights = LogisticRegression.Fit(rows, classes, 30, strength, maxPasses: 1000, new SeededRandom(1), CancellationToken.None);

        // Half the squared length plus C times the losses has its only minimum where this gradient is 0.
        var gradient = weights.ToArray();
        for (var row = 0; row < rows.Count; row++)
        {
            var sign = classes[row] ? 1 : -1;
            rows.AddTo(gradient, row, -strength * sign * LogisticRegression.Sigmoid(-sign * rows.Dot(row, weights)));
        }
        Assert.All(gradient, g => Assert.InRange(g, -0.05 * strength, 0.05 * strength));
        Assert.True(Loss(rows, classes, weights, strength) < Loss(rows, classes, new double[30], strength));
    }

    [Fact]
    public void Fit_OneRow_SolvesItsEquation()
    {
        // w = C * sigmoid(-w) for one row (1) of the positive class.
        var rows = new SparseRows([0, 1], [0], [1]);

        var weight = LogisticRegression.Fit(rows, [true], 1, strength: 2, maxPasses: 200, new SeededRandom(1), CancellationToken.None)[0];

        Assert.Equal(weight, 2 * LogisticRegression.Sigmoid(-weight), 2);
    }

    [Fact]
    public void Fit_SameSeed_GivesBitEqualWeights()
    {
        var (rows, classes) = Rows(100, 20);

        double[] Fit() => LogisticRegression.Fit(rows, classes, 20, 3, 50, new SeededRandom(7), CancellationToken.None);

        Assert.Equal(Fit(), Fit());
    }

    private static (SparseRows, bool[]) Rows(int count, int features)
    {
        var random = new SeededRandom(5);
        var places = Enumerable.Range(0, count).Select(_ => random.Permutation(features)[..6].Order().ToArray()).ToArray();
        var values = Enumerable.Range(0, count * 6).Select(_ => (float)random.NextDouble()).ToArray();
        var rows = new SparseRows([.. Enumerable.Range(0, count + 1).Select(i => i * 6)], [.. places.SelectMany(p => p)], values);
        return (rows, [.. places.Select(p => p.Count(f => f < features / 2) > 3 ^ random.NextDouble() < 0.1)]);
    }

    private static double Loss(SparseRows rows, bool[] classes, double[] weights, double strength) =>
        (weights.Sum(w => w * w) / 2) + (strength * Enumerable.Range(0, rows.Count).Sum(i => Math.Log(1 + Math.Exp(-(classes[i] ? 1 : -1) * rows.Dot(i, weights)))));
}

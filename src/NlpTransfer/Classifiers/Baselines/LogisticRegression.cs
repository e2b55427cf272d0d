using NlpTransfer.Data;

namespace NlpTransfer.Classifiers;

/// <summary>
/// Binary logistic regression with squared-length regularisation, solved in the dual, one example at a time
/// (Yu, Huang, Lin, "Dual coordinate descent methods for logistic regression", Machine Learning 2011). Each step is written
/// here in the log-odds t of the dual variable C * sigmoid(t), where it has one root in a known interval and no bounds.
/// </summary>
internal static class LogisticRegression
{
    // At the optimum each dual variable is C times its example's probability of the wrong class; training ends this near to it.
    private const double Tolerance = 5e-3;
    private const double InitialLogOdds = -9;

    /// <param name="isPositive">The class of each row.</param>
    /// <param name="strength">C: the cost of the losses against half the squared length of the weights.</param>
    /// <returns>A weight a feature.</returns>
    public static double[] Fit(SparseRows rows, bool[] isPositive, int features, double strength, int maxPasses, SeededRandom random, CancellationToken cancellation)
    {
        var weights = new double[features];
        var logOdds = new double[rows.Count];
        var lengths = new double[rows.Count];
        for (var row = 0; row < rows.Count; row++)
        {
            lengths[row] = rows.SquaredLength(row);
            logOdds[row] = InitialLogOdds;
            rows.AddTo(weights, row, Sign(isPositive[row]) * strength * Sigmoid(InitialLogOdds));
        }
        for (var pass = 0; pass < maxPasses; pass++)
        {
            cancellation.ThrowIfCancellationRequested();
            var worst = 0.0;
            foreach (var row in random.Permutation(rows.Count))
                worst = Math.Max(worst, Step(rows, row, Sign(isPositive[row]), strength, lengths[row], weights, logOdds));
            if (worst < Tolerance) break;
        }
        return weights;
    }

    public static double Sigmoid(double t) => 1 / (1 + Math.Exp(-t));

    /// <returns>How far the dual variable was from its optimum, as a share of C.</returns>
    private static double Step(SparseRows rows, int row, double sign, double strength, double length, double[] weights, double[] logOdds)
    {
        var old = Sigmoid(logOdds[row]);
        var margin = sign * rows.Dot(row, weights);
        var violation = Math.Abs(old - Sigmoid(-margin));
        if (violation < Tolerance / 10) return violation;
        var scale = length * strength;
        logOdds[row] = Root(scale, (scale * old) - margin, logOdds[row]);
        rows.AddTo(weights, row, sign * strength * (Sigmoid(logOdds[row]) - old));
        return violation;
    }

    /// <summary>Solves t + k * sigmoid(t) = r, whose left side rises from below r at r - k to above it at r: Newton within that bracket.</summary>
    private static double Root(double k, double r, double start)
    {
        var (low, high) = (r - k, r);
        var t = Math.Clamp(start, low, high);
        for (var i = 0; i < 50; i++)
        {
            var s = Sigmoid(t);
            var value = t + (k * s) - r;
            if (Math.Abs(value) < 1e-9) break;
            if (value > 0) high = t;
            else low = t;
            var next = t - (value / (1 + (k * s * (1 - s))));
            t = next > low && next < high ? next : (low + high) / 2;
        }
        return t;
    }

    private static double Sign(bool isPositive) => isPositive ? 1 : -1;
}

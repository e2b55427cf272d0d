using NlpTransfer.Data;

namespace NlpTransfer.Classifiers;

/// <summary>
/// Binary logistic regression with squared-length regularisation, solved in the dual, one example at a time
/// (Yu, Huang, Lin, "Dual coordinate descent methods for logistic regression", Machine Learning 2011). Each step is written
/// here in the log-odds t of the dual variable C * sigmoid(t), where it has one root in a known interval and no bounds.
/// Examples near their optimum rest until the others are there too.
/// </summary>
internal sealed class LogisticRegression
{
    // At the optimum each dual variable is C times its example's probability of the wrong class; training ends this near to it.
    private const double Tolerance = 5e-3;
    private const double InitialLogOdds = -9;

    private readonly SparseRows rows;
    private readonly bool[] isPositive;
    private readonly double strength;
    private readonly double[] weights;
    private readonly double[] logOdds;
    private readonly double[] lengths;

    private LogisticRegression(SparseRows rows, bool[] isPositive, int features, double strength)
    {
        (this.rows, this.isPositive, this.strength) = (rows, isPositive, strength);
        weights = new double[features];
        logOdds = new double[rows.Count];
        lengths = new double[rows.Count];
        for (var row = 0; row < rows.Count; row++)
        {
            lengths[row] = rows.SquaredLength(row);
            logOdds[row] = InitialLogOdds;
            rows.AddTo(weights, row, Sign(row) * strength * Sigmoid(InitialLogOdds));
        }
    }

    /// <param name="isPositive">The class of each row.</param>
    /// <param name="strength">C: the cost of the losses against half the squared length of the weights.</param>
    /// <param name="maxPasses">Most visits of an example, on average.</param>
    /// <returns>A weight a feature.</returns>
    public static double[] Fit(SparseRows rows, bool[] isPositive, int features, double strength, int maxPasses, SeededRandom random, CancellationToken cancellation)
    {
        var solver = new LogisticRegression(rows, isPositive, features, strength);
        var order = random.Permutation(rows.Count);
        var active = rows.Count; // the first so many of the order; the others rest
        var visitsLeft = (long)maxPasses * rows.Count;
        while (visitsLeft > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            visitsLeft -= active;
            random.Shuffle(order.AsSpan(0, active));
            var worst = solver.Pass(order.AsSpan(0, active), out var unsettled);
            if (worst < Tolerance && active == rows.Count) break;
            active = worst < Tolerance ? rows.Count : unsettled;
        }
        return solver.weights;
    }

    public static double Sigmoid(double t) => 1 / (1 + Math.Exp(-t));

    /// <summary>One step for each example; those that were far from their optimum come to the front.</summary>
    /// <returns>The largest distance, as a share of C.</returns>
    private double Pass(Span<int> order, out int unsettled)
    {
        var worst = 0.0;
        unsettled = 0;
        for (var i = 0; i < order.Length; i++)
        {
            var violation = Step(order[i]);
            worst = Math.Max(worst, violation);
            if (violation < Tolerance / 4) continue;
            (order[unsettled], order[i]) = (order[i], order[unsettled]);
            unsettled++;
        }
        return worst;
    }

    private double Step(int row)
    {
        var old = Sigmoid(logOdds[row]);
        var margin = Sign(row) * rows.Dot(row, weights);
        var violation = Math.Abs(old - Sigmoid(-margin));
        if (violation < Tolerance / 10) return violation;
        var scale = lengths[row] * strength;
        logOdds[row] = Root(scale, (scale * old) - margin, logOdds[row]);
        rows.AddTo(weights, row, Sign(row) * strength * (Sigmoid(logOdds[row]) - old));
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

    private double Sign(int row) => isPositive[row] ? 1 : -1;
}

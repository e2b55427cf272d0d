using System.Globalization;

namespace NlpTransfer.Training;

/// <summary>
/// The threshold on one label's probability that serves a goal best. Every threshold that divides the examples differently
/// is tried; it lies halfway between two probabilities that occur. Of equals the more precise, then the one nearest to a half.
/// </summary>
internal static class ThresholdSearch
{
    /// <exception cref="GoalNotReachedException">No threshold reaches what the goal demands, or no example has the label.</exception>
    public static ThresholdReport Find(string label, double[] probabilities, bool[] truths, ThresholdGoal goal)
    {
        var support = truths.Count(t => t);
        if (support == 0)
            throw new GoalNotReachedException($"A threshold for '{label}' is chosen on validation data, and no example there has that label. Give more validation data.");
        var cuts = Cuts(probabilities, truths, support).ToArray();
        var allowed = cuts.Where(c => goal.Allows(c.Precision, c.Recall)).ToArray();
        if (allowed.Length == 0) throw Unreachable(label, cuts, goal);
        var best = allowed.OrderByDescending(c => goal.Score(c.Precision, c.Recall)).ThenByDescending(c => c.Precision).ThenBy(c => Math.Abs(c.Threshold - 0.5)).First();
        return new(label, goal.ToString(), best.Threshold, best.Precision, best.Recall, ThresholdGoal.F1.Score(best.Precision, best.Recall), support);
    }

    private static IEnumerable<(double Threshold, double Precision, double Recall)> Cuts(double[] probabilities, bool[] truths, int support)
    {
        var order = Enumerable.Range(0, truths.Length).OrderByDescending(i => probabilities[i]).ToArray();
        var hits = 0;
        for (var seen = 1; seen <= order.Length; seen++)
        {
            if (truths[order[seen - 1]]) hits++;
            var (lowest, next) = (probabilities[order[seen - 1]], seen == order.Length ? 0 : probabilities[order[seen]]);
            if (seen < order.Length && next == lowest) continue; // equal probabilities cannot be divided
            yield return (Between(next, lowest), (double)hits / seen, (double)hits / support);
        }
    }

    private static double Between(double below, double above)
    {
        var middle = below + ((above - below) / 2);
        return middle > below ? middle : above; // neighbouring numbers have nothing between them
    }

    private static GoalNotReachedException Unreachable(string label, (double Threshold, double Precision, double Recall)[] cuts, ThresholdGoal goal)
    {
        var best = cuts.OrderByDescending(c => c.Precision).ThenByDescending(c => c.Recall).First();
        return new(string.Create(CultureInfo.InvariantCulture,
            $"No threshold for '{label}' reaches {goal} on the validation data: the best precision there is {best.Precision:0.0000}, at recall {best.Recall:0.0000}. Ask for a {goal.BoundName} of at most that, or train a better classifier."));
    }
}

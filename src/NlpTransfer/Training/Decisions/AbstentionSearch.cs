using System.Globalization;

namespace NlpTransfer.Training;

/// <summary>
/// The probability below which a classifier had better say nothing (Chow 1970, "On optimum recognition error and reject tradeoff"):
/// every cut that divides the examples differently is looked at; it lies halfway between two probabilities that occur. Pure.
/// </summary>
internal static class AbstentionSearch
{
    /// <param name="confidences">The probability of the chosen label, an example each.</param>
    /// <param name="hits">Whether that label is right.</param>
    /// <exception cref="GoalNotReachedException">No cut reaches the goal.</exception>
    public static AbstentionReport Find(double[] confidences, bool[] hits, AbstentionGoal goal)
    {
        var (cuts, all) = (Cuts(confidences, hits).ToArray(), (double)hits.Count(h => h) / hits.Length);
        var allowed = cuts.Where(c => (goal.IsOfAccuracy ? c.Accuracy : c.Coverage) >= goal.Bound).ToArray();
        if (allowed.Length == 0) throw Unreachable(cuts, goal);
        var best = goal.IsOfAccuracy ? allowed.MaxBy(c => c.Coverage) : allowed.MinBy(c => c.Coverage);
        return new(goal.ToString(), best.Threshold, best.Coverage, best.Accuracy, all, hits.Length);
    }

    private static IEnumerable<(double Threshold, double Coverage, double Accuracy)> Cuts(double[] confidences, bool[] hits)
    {
        var order = Enumerable.Range(0, hits.Length).OrderByDescending(i => confidences[i]).ToArray();
        var right = 0;
        for (var answered = 1; answered <= order.Length; answered++)
        {
            if (hits[order[answered - 1]]) right++;
            var isAll = answered == order.Length;
            var (lowest, next) = (confidences[order[answered - 1]], isAll ? 0 : confidences[order[answered]]);
            if (!isAll && next == lowest) continue; // equal probabilities cannot be divided
            yield return (isAll ? 0 : Between(next, lowest), (double)answered / order.Length, (double)right / answered);
        }
    }

    private static double Between(double below, double above)
    {
        var middle = below + ((above - below) / 2);
        return middle > below ? middle : above; // neighbouring numbers have nothing between them
    }

    private static GoalNotReachedException Unreachable((double Threshold, double Coverage, double Accuracy)[] cuts, AbstentionGoal goal)
    {
        var best = cuts.OrderByDescending(c => c.Accuracy).ThenByDescending(c => c.Coverage).First();
        return new(string.Create(CultureInfo.InvariantCulture,
            $"Abstaining does not reach {goal} on the validation data: the best accuracy there is {best.Accuracy:0.0000}, over {best.Coverage:0.0000} of the examples. Ask for at most that, or train a better classifier."));
    }
}

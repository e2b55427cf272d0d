namespace NlpTransfer.Classifiers;

/// <summary>
/// Why a classifier gives a label its probability: integrated gradients (Sundararajan, Taly and Yan 2017) over the words' vectors,
/// from a text of nothing but padding to the text at hand. The attributions add up to what the text adds to the label's log-odds.
/// </summary>
/// <param name="Label">The label that is explained.</param>
/// <param name="Probability">Its probability.</param>
/// <param name="LogOdds">Its log-odds against all other labels, before calibration; of multi-label data against its absence.</param>
/// <param name="BaselineLogOdds">The same for the text of padding.</param>
/// <param name="Words">In the order of the text, those that were read.</param>
/// <param name="Unread">Words behind the model's limit, which cannot have mattered.</param>
public sealed record TextExplanation(string Label, double Probability, double LogOdds, double BaselineLogOdds, IReadOnlyList<WordAttribution> Words, int Unread)
{
    /// <summary>How far the attributions' sum is from what it should be; large beside <see cref="LogOdds"/> means that more steps are needed.</summary>
    public double Gap => Math.Abs(Words.Sum(w => w.Attribution) - (LogOdds - BaselineLogOdds));

    /// <summary>Spearman's rank correlation between the attributions and leaving words out, -1 to 1; null without the latter, and for fewer than three words.</summary>
    public double? Agreement { get; } = RankCorrelation.Of([.. Words.Where(w => w.LeaveOneOut is not null).Select(w => (w.Attribution, w.LeaveOneOut!.Value))]);
}

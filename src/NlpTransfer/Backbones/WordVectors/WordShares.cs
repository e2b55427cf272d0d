namespace NlpTransfer.Backbones;

/// <summary>How often words occur in the training data.</summary>
/// <param name="counts">By row; rows behind its end did not occur.</param>
/// <param name="total">Words in all.</param>
internal sealed class WordShares(IReadOnlyList<long> counts, long total)
{
    /// <summary>The share of a word that occurs once.</summary>
    public double Once => 1.0 / Math.Max(1, total);

    /// <summary>The part of all words that are the one of this row, 0 to 1.</summary>
    public double Of(int row) => row < counts.Count && total > 0 ? (double)counts[row] / total : 0;
}

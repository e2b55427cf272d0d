using NlpTransfer.Data;

namespace NlpTransfer.Classifiers;

/// <summary>
/// Texts as unit vectors of (1 + log count) times inverse document frequency over hashed n-grams; the last feature is a
/// constant 1 for the bias. N-grams that training did not see have no feature.
/// </summary>
internal sealed class NgramFeatures
{
    private const int Unseen = -1;
    private readonly NgramBaselineOptions options;
    private readonly int[] featureOf; // by place
    private readonly float[] idf;

    private NgramFeatures(NgramBaselineOptions options, int[] featureOf, float[] idf) => (this.options, this.featureOf, this.idf) = (options, featureOf, idf);

    /// <summary>Features including the constant.</summary>
    public int Count => idf.Length + 1;

    public static (NgramFeatures Features, SparseRows Rows) Fit(TextDataset train, NgramBaselineOptions options, CancellationToken cancellation)
    {
        var counts = NgramCounts.Of(train, options, cancellation);
        var frequencies = new int[1 << options.HashBits];
        foreach (var (places, _) in counts)
            foreach (var place in places) frequencies[place]++;
        var seen = Enumerable.Range(0, frequencies.Length).Where(place => frequencies[place] > 0).ToArray();
        var featureOf = new int[frequencies.Length];
        Array.Fill(featureOf, Unseen);
        for (var feature = 0; feature < seen.Length; feature++) featureOf[seen[feature]] = feature;
        // One added to both counts, as if a text held every feature, keeps the weight of the commonest above 0.
        var idf = seen.Select(place => (float)(1 + Math.Log((1.0 + train.Count) / (1.0 + frequencies[place])))).ToArray();
        var features = new NgramFeatures(options, featureOf, idf);
        return (features, features.Rows(counts));
    }

    public SparseRows Rows(TextDataset dataset, CancellationToken cancellation) => Rows(NgramCounts.Of(dataset, options, cancellation));

    private SparseRows Rows((int[] Places, int[] Counts)[] counts)
    {
        var starts = new int[counts.Length + 1];
        for (var row = 0; row < counts.Length; row++) starts[row + 1] = starts[row] + 1 + counts[row].Places.Count(p => featureOf[p] != Unseen);
        var rows = new SparseRows(starts, new int[starts[^1]], new float[starts[^1]]);
        Parallel.For(0, counts.Length, row => Fill(rows, row, counts[row].Places, counts[row].Counts));
        return rows;
    }

    private void Fill(SparseRows rows, int row, int[] places, int[] counts)
    {
        var (next, squares) = (rows.Starts[row], 0.0);
        for (var i = 0; i < places.Length; i++)
        {
            var feature = featureOf[places[i]];
            if (feature == Unseen) continue;
            var value = (1 + MathF.Log(counts[i])) * idf[feature];
            (rows.Features[next], rows.Values[next]) = (feature, value);
            squares += value * value;
            next++;
        }
        var scale = squares == 0 ? 0 : (float)(1 / Math.Sqrt(squares));
        for (var i = rows.Starts[row]; i < next; i++) rows.Values[i] *= scale;
        (rows.Features[next], rows.Values[next]) = (idf.Length, 1);
    }
}

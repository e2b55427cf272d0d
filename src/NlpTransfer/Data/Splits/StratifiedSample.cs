namespace NlpTransfer.Data;

/// <summary>
/// Some of many examples, every label in proportion and none left out while there is room. Samples of one seed are nested: what is in
/// the smaller one is in the larger too, so that a learning curve grows by examples and is not drawn anew.
/// </summary>
public static class StratifiedSample
{
    /// <summary>Chooses examples.</summary>
    /// <param name="labels">Of each example.</param>
    /// <param name="count">How many; all of them where there are not more.</param>
    /// <param name="seed">Equal seeds choose equal examples.</param>
    /// <returns>Their places, rising.</returns>
    public static IReadOnlyList<int> Choose(IReadOnlyList<string> labels, int count, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var order = new SeededRandom(seed).Permutation(labels.Count);
        var sizes = labels.CountBy(label => label, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var taken = sizes.Keys.ToDictionary(label => label, _ => 0, StringComparer.Ordinal);
        var ranked = order.Select(i => (Index: i, Share: (double)taken[labels[i]]++ / sizes[labels[i]])).ToList();
        return [.. ranked.OrderBy(r => r.Share).Take(count).Select(r => r.Index).Order()];
    }

    /// <summary>The same of texts; texts of several labels count by all of them together.</summary>
    public static TextDataset Of(TextDataset dataset, int count, long seed) =>
        dataset.Count <= count ? dataset : dataset.Subset(Choose([.. dataset.Select(e => string.Join('\0', e.Labels))], count, seed));

    /// <summary>The same of pictures.</summary>
    public static ImageDataset Of(ImageDataset dataset, int count, long seed) =>
        dataset.Count <= count ? dataset : dataset.Subset(Choose([.. dataset.Select(e => e.Label ?? "")], count, seed));
}

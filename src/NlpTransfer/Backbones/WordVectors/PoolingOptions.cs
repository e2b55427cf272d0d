using System.Globalization;
using System.Text.Json.Serialization;

namespace NlpTransfer.Backbones;

/// <summary>Word vectors, pooled over the text: the cheapest backbone, one vector a text whatever its length.</summary>
public sealed record PoolingOptions : WordBackboneOptions
{
    /// <summary>The paper's <see cref="Sif"/>.</summary>
    public const double SifDefault = 1e-3;

    /// <value><see cref="WordPooling.Mean"/></value>
    public WordPooling Pooling { get; init; } = WordPooling.Mean;

    /// <summary>
    /// Smooth inverse frequency (Arora, Liang and Ma 2017, "A simple but tough-to-beat baseline for sentence embeddings"): in
    /// the mean a word weighs a / (a + p), where p is its share of the words of the training data (as if it had occurred once,
    /// where it did not), so that frequent words count little. Scaled so that a word of the training data weighs 1 on average.
    /// This is the paper's a; null weighs all words alike. The paper then subtracts a common direction, which is left out: a
    /// head that trains finds it.
    /// </summary>
    /// <value>null; 0.001 in the backbone "sif"</value>
    public double? Sif { get; init; }

    [JsonIgnore]
    public override string Name => Pooling switch
    {
        _ when Sif is not null => "sif",
        WordPooling.Mean => "mean",
        WordPooling.Max => "max",
        _ => "mean-max",
    };

    public override IReadOnlyList<string> Validate() =>
    [
        .. Enum.IsDefined(Pooling) ? [] : new[] { $"Pooling must be Mean, Max or MeanMax, was {Pooling}." },
        .. Sif is null or (> 0 and < double.PositiveInfinity) ? [] : new[] { string.Create(CultureInfo.InvariantCulture, $"Sif must be above 0, was {Sif}.") },
        .. Sif is not null && Pooling == WordPooling.Max ? ["Sif weighs words in a mean; it must be null where Pooling is Max."] : Array.Empty<string>(),
    ];

    internal override Backbone Build(WordEmbedding embeddings, PretrainedPart pretrained, WordShares? shares = null) =>
        new PooledWordVectors(embeddings, Pooling, pretrained, Sif is { } a ? SifWeights(embeddings, a, shares) : null);

    // Before a saved classifier's weights are read there are no shares; the buffer then only has the right size.
    private static float[] SifWeights(WordEmbedding embeddings, double a, WordShares? shares)
    {
        var rows = (int)embeddings.SeenCount + 1; // one more for words that training did not see
        if (shares is null) return new float[rows];
        var mean = Enumerable.Range(0, rows).Sum(row => shares.Of(row) * Weight(row));
        return [.. Enumerable.Range(0, rows).Select(row => (float)(Weight(row) / mean))];

        double Weight(int row) => a / (a + Math.Max(shares.Of(row), shares.Once));
    }
}

using System.Numerics.Tensors;
using NlpTransfer.Data;
using NlpTransfer.Embeddings;

namespace NlpTransfer.Classifiers;

/// <summary>
/// Texts to means of their words' vectors. Frequent words count less, by smooth inverse frequency (Arora, Liang and Ma 2017, "A simple
/// but tough-to-beat baseline for sentence embeddings", section 3): a / (a + p), where the share p of the word of rank r follows from
/// Zipf's law, as vector files are sorted by frequency. Words the vectors do not know are left out; a text of such alone is all zeros.
/// </summary>
/// <remarks>Safe to use from several threads.</remarks>
/// <param name="vectors">Must live as long as this.</param>
public sealed class WordVectorEmbedder(WordVectors vectors) : ITextEmbedder
{
    private const double Smoothing = 1e-3;

    private readonly WordTokenizer tokenizer = new();
    private readonly WordLookup lookup = new(vectors);
    private readonly double harmonic = Math.Log(Math.Max(2, vectors.Count)) + 0.5772;

    /// <inheritdoc />
    public int Dimension => vectors.Dimension;

    /// <inheritdoc />
    public string Description => $"mean of {vectors.Count:N0} word vectors of {vectors.Dimension} dimensions";

    /// <inheritdoc />
    public IReadOnlyList<float[]> Embed(TextDataset dataset, CancellationToken cancellation = default) =>
        [.. dataset.AsParallel().AsOrdered().WithCancellation(cancellation).Select(Embed)];

    private float[] Embed(TextExample example)
    {
        var (sum, vector, weights) = (new float[Dimension], new float[Dimension], 0.0);
        foreach (var text in new[] { example.Text, example.TextPair ?? "" })
            foreach (var word in tokenizer.Enumerate(text))
            {
                if (lookup.Copy(word, vector) == LookupMatch.Unknown) continue;
                var weight = Weight(lookup.Find(word, out _));
                TensorPrimitives.MultiplyAdd(vector, (float)weight, sum, sum);
                weights += weight;
            }
        if (weights > 0) TensorPrimitives.Divide(sum, (float)weights, sum);
        return sum;
    }

    // A word made of subwords is in no file, and so a rare one.
    private double Weight(int row) => row < 0 ? 1 : Smoothing / (Smoothing + (1 / ((row + 1) * harmonic)));
}

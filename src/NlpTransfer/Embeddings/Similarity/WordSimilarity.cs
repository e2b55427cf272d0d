using System.Numerics.Tensors;

namespace NlpTransfer.Embeddings;

/// <summary>Nearest words, analogies and vector arithmetic by cosine similarity, over all rows, on all cores.</summary>
/// <remarks>Made once, it keeps one float a row (the inverse norms). Safe from any number of threads.</remarks>
public sealed class WordSimilarity
{
    private const int Strip = 256;

    private readonly WordVectors _vectors;
    private readonly float[] _inverseNorms;

    /// <param name="vectors">What to search; must live as long as this object is used.</param>
    public WordSimilarity(WordVectors vectors)
    {
        _vectors = vectors;
        _inverseNorms = new float[vectors.Count];
        InParts((from, to) =>
        {
            for (var row = from; row < to; row++)
            {
                var norm = TensorPrimitives.Norm(_vectors.Row(row));
                _inverseNorms[row] = norm > 0 ? 1 / norm : 0;
            }
        });
    }

    /// <summary>The words nearest to a word, itself left out.</summary>
    /// <param name="word">A word of the vocabulary.</param>
    /// <param name="k">How many, at least 1.</param>
    /// <exception cref="KeyNotFoundException">The vocabulary lacks the word.</exception>
    public IReadOnlyList<Neighbour> Nearest(string word, int k)
    {
        var row = Require(word);
        return Nearest(_vectors.Row(row), k, [row]);
    }

    /// <summary>The words nearest to any vector.</summary>
    /// <param name="query">As many values as the vectors have dimensions.</param>
    /// <param name="k">How many, at least 1.</param>
    /// <param name="without">Rows to leave out.</param>
    public IReadOnlyList<Neighbour> Nearest(ReadOnlySpan<float> query, int k, IReadOnlyCollection<int>? without = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        if (query.Length != _vectors.Dimension)
        {
            throw new ArgumentException($"The query must have {_vectors.Dimension} values, has {query.Length}.", nameof(query));
        }

        var unit = Unit(query);
        var excluded = without ?? [];
        var parts = new List<(float Score, int Row)>();
        InParts((from, to) =>
        {
            var best = Scan(unit, from, to, k, excluded);
            lock (parts)
            {
                parts.AddRange(best);
            }
        });
        return [.. parts.OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Row).Take(k).Select(hit => new Neighbour(_vectors.Words[hit.Row], hit.Row, hit.Score))];
    }

    /// <summary>
    /// "<paramref name="a"/> is to <paramref name="b"/> as <paramref name="c"/> is to ...": the words nearest to
    /// b - a + c over unit vectors (3CosAdd; Mikolov, Yih and Zweig 2013), the three left out.
    /// </summary>
    /// <exception cref="KeyNotFoundException">The vocabulary lacks one of the words.</exception>
    public IReadOnlyList<Neighbour> Analogy(string a, string b, string c, int k) =>
        Nearest(VectorArithmetic.Of([(a, -1f), (b, 1f), (c, 1f)]), k);

    /// <summary>The words nearest to a sum such as <c>king - man + woman</c>, its own words left out.</summary>
    /// <exception cref="KeyNotFoundException">The vocabulary lacks one of the words.</exception>
    public IReadOnlyList<Neighbour> Nearest(VectorArithmetic sum, int k) =>
        Nearest(Evaluate(sum), k, [.. sum.Terms.Select(term => Require(term.Word))]);

    /// <summary>The weighted sum of the words' unit vectors.</summary>
    /// <exception cref="KeyNotFoundException">The vocabulary lacks one of the words.</exception>
    public float[] Evaluate(VectorArithmetic sum)
    {
        var result = new float[_vectors.Dimension];
        foreach (var (word, weight) in sum.Terms)
        {
            var row = Require(word);
            TensorPrimitives.MultiplyAdd(_vectors.Row(row), weight * _inverseNorms[row], result, result);
        }

        return result;
    }

    /// <summary>The cosine similarity of two words.</summary>
    /// <exception cref="KeyNotFoundException">The vocabulary lacks one of the words.</exception>
    public float Similarity(string a, string b)
    {
        var (left, right) = (Require(a), Require(b));
        return TensorPrimitives.Dot(_vectors.Row(left), _vectors.Row(right)) * _inverseNorms[left] * _inverseNorms[right];
    }

    private List<(float Score, int Row)> Scan(float[] unit, int from, int to, int k, IReadOnlyCollection<int> without)
    {
        var best = new BestRows(k, without);
        var scores = new float[Strip];
        for (var first = from; first < to; first += Strip)
        {
            var rows = Math.Min(Strip, to - first);
            RowProducts.Compute(_vectors.Matrix.Slice((long)first * unit.Length, rows * unit.Length), unit, scores.AsSpan(0, rows));
            TensorPrimitives.Multiply(scores.AsSpan(0, rows), _inverseNorms.AsSpan(first, rows), scores);
            best.Offer(scores.AsSpan(0, rows), first);
        }

        return best.Rows;
    }

    private static float[] Unit(ReadOnlySpan<float> query)
    {
        var unit = query.ToArray();
        var norm = TensorPrimitives.Norm(unit);
        if (norm > 0)
        {
            TensorPrimitives.Divide(unit, norm, unit);
        }

        return unit;
    }

    private int Require(string word)
    {
        var row = _vectors.IndexOf(word);
        return row >= 0 ? row : throw new KeyNotFoundException($"The vocabulary of {_vectors.Count} words has no '{word}'. GloVe's words are in lower case; see {nameof(WordLookup)} for gentler matching.");
    }

    private void InParts(Action<int, int> work)
    {
        var parts = Environment.ProcessorCount;
        var size = (_vectors.Count + parts - 1) / parts;
        Parallel.For(0, parts, part => work(Math.Min(_vectors.Count, part * size), Math.Min(_vectors.Count, (part + 1) * size)));
    }
}

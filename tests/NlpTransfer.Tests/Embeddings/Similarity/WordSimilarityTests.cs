using NlpTransfer.Embeddings;

namespace NlpTransfer.Tests.Embeddings.Similarity;

public sealed class WordSimilarityTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    [InlineData(100, 16)]
    [InlineData(1_001, 37)]
    [InlineData(3_000, 300)]
    public void Nearest_AnyShape_EqualsThePlainComputation(int rows, int dimension)
    {
        using var vectors = EmbeddingFiles.Random(rows, dimension);
        var similarity = new WordSimilarity(vectors);
        var query = vectors.Row(rows / 2).ToArray();
        var expected = Enumerable.Range(0, rows)
            .Where(row => row != rows / 2)
            .Select(row => (Word: vectors.Words[row], Cosine: Cosine(query, vectors.Row(row))))
            .OrderByDescending(pair => pair.Cosine)
            .Take(10)
            .ToList();
        var found = similarity.Nearest(vectors.Words[rows / 2], 10);
        Assert.Equal(expected.Select(pair => pair.Word), found.Select(neighbour => neighbour.Word));
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First.Cosine, pair.Second.Similarity, 1e-5));
    }

    [Fact]
    public void Nearest_RowOfZeros_IsNeverFirstAndNeverNaN()
    {
        using var vectors = WordVectors.Create(["a", "zero", "b"], [1, 0, 0, 0, 1, 1], 2);
        var found = new WordSimilarity(vectors).Nearest("a", 2);
        Assert.Equal(["b", "zero"], found.Select(neighbour => neighbour.Word));
        Assert.Equal(0, found[1].Similarity);
    }

    [Fact]
    public void Analogy_ConstructedPlane_FindsTheFourthCorner()
    {
        using var vectors = WordVectors.Create(
            ["man", "woman", "king", "queen", "banana"],
            [1, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 1, -1, -1, 0.1f], 3);
        var similarity = new WordSimilarity(vectors);
        Assert.Equal("queen", similarity.Analogy("man", "king", "woman", 1).Single().Word);
        Assert.Equal("queen", similarity.Nearest(VectorArithmetic.Parse("king - man + woman"), 1).Single().Word);
    }

    [Fact]
    public void Nearest_UnknownWord_NamesIt()
    {
        using var vectors = EmbeddingFiles.Random(3, 2);
        var error = Assert.Throws<KeyNotFoundException>(() => new WordSimilarity(vectors).Nearest("nothing", 1));
        Assert.Contains("'nothing'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nearest_QueryOfWrongLength_IsRefused()
    {
        using var vectors = EmbeddingFiles.Random(3, 2);
        Assert.Throws<ArgumentException>(() => new WordSimilarity(vectors).Nearest(new float[3], 1));
    }

    [Theory]
    [InlineData("king", "king:1")]
    [InlineData("king - man + woman", "king:1 man:-1 woman:1")]
    [InlineData("- man + woman", "man:-1 woman:1")]
    public void Parse_Sum_GivesItsTerms(string text, string terms) =>
        Assert.Equal(terms, string.Join(' ', VectorArithmetic.Parse(text).Terms.Select(term => $"{term.Word}:{term.Weight}")));

    [Theory]
    [InlineData("")]
    [InlineData("king -")]
    [InlineData("king + - man")]
    [InlineData("king man")]
    public void Parse_NoSum_IsRefused(string text) => Assert.Throws<FormatException>(() => VectorArithmetic.Parse(text));

    private static double Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double dot = 0, left = 0, right = 0;
        for (var i = 0; i < a.Length; i++)
        {
            dot += (double)a[i] * b[i];
            left += (double)a[i] * a[i];
            right += (double)b[i] * b[i];
        }

        return dot / Math.Sqrt(left * right);
    }
}

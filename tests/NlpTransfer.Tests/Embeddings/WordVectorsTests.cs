using NlpTransfer.Embeddings;

namespace NlpTransfer.Tests.Embeddings;

public sealed class WordVectorsTests
{
    [Fact]
    public void CopyRows_ChosenRows_AreContiguousAndMissingOnesZero()
    {
        using var vectors = WordVectors.Create(["a", "b", "c"], [1, 2, 3, 4, 5, 6], 2);
        var copied = new float[] { 9, 9, 9, 9, 9, 9, 9 };
        vectors.CopyRows([2, -1, 0], copied);
        Assert.Equal([5, 6, 0, 0, 1, 2, 9], copied);
    }

    [Fact]
    public void CopyRows_TooLittleRoom_SaysHowMuchIsNeeded()
    {
        using var vectors = WordVectors.Create(["a"], [1, 2], 2);
        var error = Assert.Throws<ArgumentException>(() => vectors.CopyRows([0, 0], new float[3]));
        Assert.Contains("2 rows of 2 values need 4 values of room, found 3.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void Row_OutOfRange_IsRefused(int row)
    {
        using var vectors = WordVectors.Create(["a"], [1, 2], 2);
        Assert.Throws<ArgumentOutOfRangeException>(() => vectors.Row(row).ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => vectors.Words[row]);
    }

    [Fact]
    public void Create_SameWordTwice_IsRefused() =>
        Assert.Throws<ArgumentException>(() => WordVectors.Create(["a", "a"], [1, 2], 1));

    [Fact]
    public void Create_WrongNumberOfValues_IsRefused() =>
        Assert.Throws<ArgumentException>(() => WordVectors.Create(["a", "b"], [1, 2, 3], 2));

    [Fact]
    public void Sample_OfTheRepository_IsWholeAndMeaningful()
    {
        using var sample = EmbeddingFiles.Open(EmbeddingFiles.Sample, new VectorReadOptions { VerifyChecksums = true, Strict = true });
        Assert.Equal(100, sample.Dimension);
        Assert.Equal(7_718, sample.Count);
        var similarity = new WordSimilarity(sample);
        Assert.True(similarity.Similarity("good", "great") > similarity.Similarity("good", "rocket"));
    }
}

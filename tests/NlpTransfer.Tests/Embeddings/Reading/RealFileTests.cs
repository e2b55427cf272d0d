using NlpTransfer.Embeddings;
using NlpTransfer.Tests.Data;

namespace NlpTransfer.Tests.Embeddings.Reading;

/// <summary>Files that the original word2vec, fastText, gensim and GloVe programs wrote. They may not be published, so they lie outside.</summary>
public sealed class RealFileTests
{
    [Theory]
    [InlineData("data/word2vec-bin/holmes-vectors.bin", VectorFormat.Word2VecBinary, 6910, 100, "</s>", "outrageous")]
    [InlineData("data/word2vec-bin/tokensModel.bin", VectorFormat.Word2VecBinary, 1186, 200, "</s>", "lacks")]
    [InlineData("data/word2vec-bin/tokensModel.txt", VectorFormat.Word2VecText, 1186, 200, "</s>", "lacks")]
    [InlineData("data/word2vec-bin/gensim-euclidean_vectors.bin", VectorFormat.Word2VecBinary, 2747, 10, "the", "fly")]
    [InlineData("data/word2vec-bin/gensim-poincare_vectors.bin", VectorFormat.Word2VecBinary, 1182, 10, "mammal.n.01", "female_mammal.n.01")]
    [InlineData("data/word2vec-bin/gensim-word2vec_pre_kv_c", VectorFormat.Word2VecText, 1750, 10, "the", "indonesian")]
    [InlineData("data/fasttext-vec/lee_fasttext.bin", VectorFormat.FastTextBinary, 1762, 10, "the", "hundred")]
    [InlineData("data/fasttext-vec/lee_fasttext.vec", VectorFormat.Word2VecText, 1762, 10, "the", "hundred")]
    [InlineData("data/fasttext-vec/crime-and-punishment.vec", VectorFormat.Word2VecText, 291, 5, "и", "напротив;")]
    [InlineData("data/fasttext-vec/pang_lee_polarity_fasttext.vec", VectorFormat.Word2VecText, 1694, 100, null, "worse")]
    [InlineData("data/glove-6B-subset/glove.6B.100d.top2604.txt", VectorFormat.GloveText, 2604, 100, "the", "corner")]
    [InlineData("data/glove-6B-subset/sources/glove.6B.300d.sample.txt.gz", VectorFormat.GloveText, 100, 300, "the", "u.s.")]
    public void Open_RealFile_HasItsShapeAndWords(string file, VectorFormat format, int rows, int dimension, string? first, string last)
    {
        using var vectors = EmbeddingFiles.Open(TestFiles.Shared(file));
        Assert.Equal(format, vectors.Report.Format);
        Assert.Equal(rows, vectors.Count);
        Assert.Equal(dimension, vectors.Dimension);
        Assert.Equal(first ?? vectors.Words[0], vectors.Words[0]);
        Assert.Equal(last, vectors.Words[^1]);
    }

    /// <summary>One model in two formats; the text has six decimals.</summary>
    [Fact]
    public void Open_SameModelAsTextAndBinary_AgreesToTheTextsPrecision()
    {
        using var binary = EmbeddingFiles.Open(TestFiles.Shared("data/word2vec-bin/tokensModel.bin"));
        using var text = EmbeddingFiles.Open(TestFiles.Shared("data/word2vec-bin/tokensModel.txt"));
        AssertClose(text, binary, 5.1e-7f);
    }

    /// <summary>fastText printed the .vec from the .bin with five significant digits: the word's row and its n-grams averaged.</summary>
    [Fact]
    public void Open_FastTextModel_ComposesWhatFastTextPrinted()
    {
        using var model = EmbeddingFiles.Open(TestFiles.Shared("data/fasttext-vec/lee_fasttext.bin"));
        using var printed = EmbeddingFiles.Open(TestFiles.Shared("data/fasttext-vec/lee_fasttext.vec"));
        for (var row = 0; row < printed.Count; row++)
        {
            var composed = model.Row(model.IndexOf(printed.Words[row]));
            for (var i = 0; i < printed.Dimension; i++)
            {
                // Half a unit of the fifth digit, and a little for values that sit on the edge.
                Assert.InRange(composed[i], printed.Row(row)[i] - 6e-5f * MathF.Abs(composed[i]) - 1e-7f, printed.Row(row)[i] + 6e-5f * MathF.Abs(composed[i]) + 1e-7f);
            }
        }
    }

    [Fact]
    public void Open_GloveExcerpts_AgreeBitForBit()
    {
        using var excerpt = EmbeddingFiles.Open(TestFiles.Shared("data/glove-6B-subset/sources/glove.6B.100d.sample.txt.gz"));
        using var longer = EmbeddingFiles.Open(TestFiles.Shared("data/glove-6B-subset/glove.6B.100d.top2604.txt"));
        using var sample = EmbeddingFiles.Open(EmbeddingFiles.Sample);
        var shared = 0;
        foreach (var word in excerpt.Words.Where(word => longer.IndexOf(word) >= 0 && sample.IndexOf(word) >= 0))
        {
            var expected = EmbeddingFiles.Bits(excerpt.Row(excerpt.IndexOf(word)));
            Assert.Equal(expected, EmbeddingFiles.Bits(longer.Row(longer.IndexOf(word))));
            Assert.Equal(expected, EmbeddingFiles.Bits(sample.Row(sample.IndexOf(word))));
            shared++;
        }

        Assert.True(shared > 70, $"only {shared} words are in all three files");
    }

    private static void AssertClose(WordVectors expected, WordVectors found, float tolerance)
    {
        Assert.Equal(expected.Words.Order(StringComparer.Ordinal), found.Words.Order(StringComparer.Ordinal));
        for (var row = 0; row < expected.Count; row++)
        {
            var other = found.Row(found.IndexOf(expected.Words[row]));
            for (var i = 0; i < expected.Dimension; i++)
            {
                Assert.InRange(other[i], expected.Row(row)[i] - tolerance, expected.Row(row)[i] + tolerance);
            }
        }
    }
}

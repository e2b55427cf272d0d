using NlpTransfer.Embeddings;

namespace NlpTransfer.Tests.Embeddings.Reading;

/// <summary>One broken file a fault (tests/fixtures/invalid/vectors, made by generate.cs there), with what it must say.</summary>
public sealed class BrokenFileTests
{
    public static TheoryData<string, string> Errors => new()
    {
        { "empty.txt", ", byte 0: The file is empty." },
        { "prose.txt", ", byte 0: This is no vector file: expected lines of a word and numbers" },
        { "archive.zip", ", byte 0: This is a zip archive; unpack it" },
        { "damaged.txt.gz", "The gzip data is damaged or cut off" },
        { "cut-off.txt.gz", "The gzip data is damaged or cut off" },
        { "truncated-vector.txt", ", line 4: Expected 3 values after the word, found 2. The line was cut off" },
        { "too-few-values.txt", ", line 2: Expected 3 values after the word, found 2." },
        { "too-many-values.txt", ", line 2: Expected 3 values after the word, found more: '0.4' is a number too." },
        { "split-line.txt", ", line 2: Expected 3 values after the word, found 2." },
        { "not-a-number.txt", ", line 2: Expected a number as value 2 of 3, found '0.x5'." },
        { "nan.txt", ", line 2: Value 2 of 3 is 'NaN'; vectors must be finite." },
        { "too-large.txt", ", line 2: Value 2 of 3 is '1e39'; vectors must be finite." },
        { "no-word.txt", ", line 2: Expected a word before the 3 values, found none." },
        { "header-wrong-dimension.vec", ", line 2: Expected 4 values after the word, found 3." },
        { "header-absurd-dimension.vec", ", line 1: The header announces 99999999999 values a word" },
        { "header-only.vec", ", line 2: The file has no vectors." },
        { "word2vec-truncated.bin", ", byte 48: The file ends in the middle of a vector or word." },
        { "word2vec-2-to-the-60.bin", ", line 1: The header announces 1152921504606846976 words of 3 values, at least" },
        { "word2vec-announces-more.bin", ", byte 62: The file ends in the middle of a vector or word." },
        { "word2vec-announces-less.bin", ", byte 37: The header announces 2 words, but more data follows them." },
        { "word2vec-nan.bin", ", byte 24: Value 2 of 3 in row 2 is NaN; vectors must be finite." },
        { "word2vec-no-rows.bin", ", line 1: The header announces no words" },
        { "fasttext-truncated.bin", ", byte 147: The matrix needs 36 bytes, 3 follow." },
        { "fasttext-impossible-arguments.bin", ", byte 0: The model's arguments are impossible: dimension -1" },
        { "fasttext-impossible-counts.bin", ", byte 64: The dictionary's counts are impossible: 2147483647 entries" },
        { "fasttext-future-version.bin", ", byte 4: This is a fastText model of version 99; versions up to 12 are known." },
        { "fasttext-quantized.ftz", ", byte 130: This is a quantized fastText model (.ftz)" },
        { "fasttext-wrong-matrix.bin", ", byte 131: Expected a matrix of 3 x 3 (3 words and 0 buckets), found 77 x 3." },
        { "wink-truncated.json", ", byte 178: Expected 5 numbers in the row (3 values, norm and index), found 1 up to its end" },
        { "wink-cut-before-vectors.json", ", byte 100: The file ends before its vectors begin." },
        { "wink-short-row.json", ", byte 146: Expected 5 numbers in the row (3 values, norm and index), found 4 up to its end" },
        { "wink-not-a-number.json", ", byte 146: Expected 3 finite numbers" },
        { "wink-index-too-large.json", ", byte 200: Expected a row number below 3, found '7'" },
        { "wink-absurd-size.json", ", byte 0: The document announces 1152921504606846976 rows of 5 numbers, which cannot fit" },
        { "wink-no-dimensions.json", ", byte 0: Expected the member \"size\" before \"vectors\"" },
        { "own-truncated.vectors", ", byte 12: The header describes 3 rows of 3 values, which does not fit a file of 572 bytes." },
        { "own-cut-in-header.vectors", ", byte 100: A .vectors file begins with 256 bytes of header, found 100." },
        { "own-damaged-header.vectors", ", byte 248: The header's checksum does not fit its content." },
        { "own-future-version.vectors", ", byte 8: Format version 2 is not known here; this library reads version 1." },
    };

    public static TheoryData<string, int, string, string> Warnings => new()
    {
        { "duplicate-word.txt", 4, "Rows that repeat an earlier word were left out: 1.", ", line 4: The word 'of' comes twice." },
        { "not-utf8-word.txt", 4, "Words that are not UTF-8, whose broken bytes were replaced by U+FFFD: 1.", ", line 1: The word 'caf\uFFFD' is not UTF-8." },
        { "header-announces-more.vec", 3, "The header announces 5 rows, the file has 3.", ", line 1: The header announces 5 rows, the file has 3." },
        { "header-announces-less.vec", 3, "The header announces 2 rows, the file has 3.", ", line 1: The header announces 2 rows, the file has 3." },
        { "header-2-to-the-60.vec", 3, "The header announces 1152921504606846976 rows, the file has 3.", ", line 1: The header announces 1152921504606846976 rows" },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void Open_BrokenFile_SaysWhatAndWhere(string file, string message)
    {
        var path = EmbeddingFiles.Broken(file);
        var error = Assert.Throws<VectorFormatException>(() => EmbeddingFiles.Open(path));
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(path, error.File);
    }

    [Theory]
    [MemberData(nameof(Warnings))]
    public void Open_FaultThatReadingSurvives_IsCountedOrStrictlyRefused(string file, int rows, string warning, string strictMessage)
    {
        var path = EmbeddingFiles.Broken(file);
        using var vectors = EmbeddingFiles.Open(path);
        Assert.Equal(rows, vectors.Count);
        Assert.Equal(warning, Assert.Single(vectors.Report.Warnings));

        var error = Assert.Throws<VectorFormatException>(() => EmbeddingFiles.Open(path, new VectorReadOptions { Strict = true }));
        Assert.Contains(strictMessage, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_RowOfZeros_IsCounted()
    {
        using var vectors = EmbeddingFiles.Open(EmbeddingFiles.Broken("zero-row.txt"));
        Assert.Equal(1, vectors.Report.ZeroRows);
        Assert.Equal("Rows that hold only zeros: 1.", Assert.Single(vectors.Report.Warnings));
    }

    [Theory]
    [InlineData("own-damaged-words.vectors", "The checksum of words and index does not fit.")]
    [InlineData("own-damaged-values.vectors", "The checksum of the vectors does not fit.")]
    public void Open_DamagedOwnFile_IsFoundWhenChecksumsAreAskedFor(string file, string message)
    {
        var options = new VectorReadOptions { VerifyChecksums = true };
        var error = Assert.Throws<VectorFormatException>(() => EmbeddingFiles.Open(EmbeddingFiles.Broken(file), options));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BrokenFiles_EachHasItsExpectation()
    {
        string[] checksums = ["own-damaged-words.vectors", "own-damaged-values.vectors", "zero-row.txt", "generate.cs"];
        var expected = Errors.Select(row => row.Data.Item1).Concat(Warnings.Select(row => row.Data.Item1)).Concat(checksums);
        var found = Directory.GetFiles(EmbeddingFiles.Broken(".")).Select(file => Path.GetFileName(file));
        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Open_MissingFile_NamesIt()
    {
        var error = Assert.Throws<FileNotFoundException>(() => EmbeddingFiles.Open("/nowhere/glove.txt"));
        Assert.Contains("/nowhere/glove.txt", error.Message, StringComparison.Ordinal);
    }
}

using System.IO.Compression;
using System.Text;
using NlpTransfer.Embeddings;
using NlpTransfer.Tests.Data;

namespace NlpTransfer.Tests.Embeddings.Reading;

public sealed class TextReadingTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("the 0.1 -0.2\nof 0.3 0.4\n")]
    [InlineData("the 0.1 -0.2\nof 0.3 0.4")]
    [InlineData("the 0.1 -0.2 \nof 0.3 0.4 \n")]
    [InlineData("the 0.1 -0.2\r\nof 0.3 0.4\r\n")]
    [InlineData("\uFEFFthe 0.1 -0.2\nof 0.3 0.4\n")]
    [InlineData("the\t0.1\t-0.2\nof\t0.3\t0.4\n")]
    [InlineData("the 0.1 -0.2\n\nof 0.3 0.4\n\n")]
    [InlineData("the 1e-1 -2E-01\nof .3 0.40000\n")]
    [InlineData("2 2\nthe 0.1 -0.2\nof 0.3 0.4\n")]
    [InlineData("2 2\nthe 0.1 -0.2 \nof 0.3 0.4 \n")]
    [InlineData("2 2\r\nthe 0.1 -0.2\r\nof 0.3 0.4\r\n")]
    public void Open_TextInEveryHabit_GivesTheSame(string text)
    {
        using var vectors = Open(text);
        Assert.Equal(["the", "of"], vectors.Words);
        Assert.Equal([0.1f, -0.2f], vectors.Row(0).ToArray());
        Assert.Equal([0.3f, 0.4f], vectors.Row(1).ToArray());
        Assert.Empty(vectors.Report.Warnings);
    }

    [Fact]
    public void Open_WordsWithBlanks_AreReadFromTheRight()
    {
        using var vectors = Open("the 0.1 0.2\n. . . 0.3 0.4\nat name@domain.com 0.5 0.6\n\u00A0 0.7 0.8\n");
        Assert.Equal(["the", ". . .", "at name@domain.com", "\u00A0"], vectors.Words);
        Assert.Equal([0.5f, 0.6f], vectors.Row(2).ToArray());
    }

    [Fact]
    public void Open_OneDimension_IsNotTakenForAHeader()
    {
        using var vectors = Open("5 2\n6 3\n7 4\n");
        Assert.Equal(["5", "6", "7"], vectors.Words);
        Assert.Equal(VectorFormat.GloveText, vectors.Report.Format);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Open_ManyBlocks_EqualsWhatWasWritten(int threads)
    {
        using var expected = EmbeddingFiles.Random(6_000, 40);
        var path = Path.Combine(_folder.Root, "many.txt");
        EmbeddingFiles.Save(expected, path, VectorFormat.GloveText);
        Assert.True(new FileInfo(path).Length > 4 * FileBlocks.BlockBytes);
        using var found = EmbeddingFiles.Open(path, new VectorReadOptions { Threads = threads });
        EmbeddingFiles.AssertSame(expected, found);
        Assert.Equal(6_000, found.Report.RowsRead);
    }

    [Fact]
    public void Open_LinesLongerThanABlock_AreReadWhole()
    {
        using var expected = EmbeddingFiles.Random(3, 60_000);
        var path = Path.Combine(_folder.Root, "wide.txt");
        EmbeddingFiles.Save(expected, path, VectorFormat.Word2VecText);
        using var found = EmbeddingFiles.Open(path);
        EmbeddingFiles.AssertSame(expected, found);
    }

    [Fact]
    public void Open_LinesThatGetMuchShorter_OutgrowTheEstimateAndAreStillRead()
    {
        var text = new StringBuilder();
        for (var row = 0; row < 400; row++)
        {
            text.Append('a').Append(row).Append(' ').AppendLine(new string('1', 1) + "." + new string('0', 900));
        }

        for (var row = 0; row < 200_000; row++)
        {
            text.Append('b').Append(row).Append(" 2\n");
        }

        using var vectors = Open(text.ToString());
        Assert.Equal(200_400, vectors.Count);
        Assert.Equal(2f, vectors.Row(200_399)[0]);
    }

    [Fact]
    public void Open_BrokenLineFarDown_NamesItsNumberHoweverManyThreads()
    {
        using var vectors = EmbeddingFiles.Random(6_000, 40);
        var path = Path.Combine(_folder.Root, "broken.txt");
        EmbeddingFiles.Save(vectors, path, VectorFormat.GloveText);
        var lines = File.ReadAllLines(path);
        lines[4_321] = lines[4_321].Replace("0.", "x.", StringComparison.Ordinal);
        lines[5_900] = "short 1";
        File.WriteAllLines(path, lines);
        for (var threads = 1; threads < 5; threads++)
        {
            var error = Assert.Throws<VectorFormatException>(() => EmbeddingFiles.Open(path, new VectorReadOptions { Threads = threads }));
            Assert.Equal(4_322, error.Line);
        }
    }

    [Fact]
    public void Open_Words_KeepsOnlyThoseInTheFilesOrder()
    {
        using var all = EmbeddingFiles.Random(6_000, 40);
        var path = Path.Combine(_folder.Root, "all.txt");
        EmbeddingFiles.Save(all, path, VectorFormat.Word2VecText);
        using var some = EmbeddingFiles.Open(path, new VectorReadOptions { Words = ["w5999", "w3", "missing", "w17"] });
        Assert.Equal(["w3", "w17", "w5999"], some.Words);
        Assert.Equal(EmbeddingFiles.Bits(all.Row(17)), EmbeddingFiles.Bits(some.Row(1)));
        Assert.Empty(some.Report.Warnings);
    }

    [Theory]
    [InlineData(VectorFormat.GloveText)]
    [InlineData(VectorFormat.WinkJson)]
    public void Open_ManyWordsFromManyBlocksAndThreads_KeepsTheFilesOrder(VectorFormat format)
    {
        using var all = EmbeddingFiles.Random(6_000, 40);
        var path = Path.Combine(_folder.Root, "all");
        EmbeddingFiles.Save(all, path, format);
        var random = new Random(3);
        var wanted = all.Words.Where(_ => random.Next(3) == 0).ToArray();
        for (var threads = 1; threads < 5; threads++)
        {
            using var some = EmbeddingFiles.Open(path, new VectorReadOptions { Words = wanted, Threads = threads });
            Assert.Equal(wanted, some.Words);
            Assert.All(wanted, word => Assert.Equal(EmbeddingFiles.Bits(all.Row(all.IndexOf(word))), EmbeddingFiles.Bits(some.Row(some.IndexOf(word)))));
        }
    }

    [Fact]
    public void Open_SelectedWordThatComesOften_CountsOnce()
    {
        var path = _folder.Write("often.txt", string.Concat(Enumerable.Range(0, 100).Select(i => $"the {i}.5 1.5\n")));
        using var vectors = EmbeddingFiles.Open(path, new VectorReadOptions { Words = ["the"] });
        Assert.Equal([0.5f, 1.5f], vectors.Row(0).ToArray());
        Assert.Equal((1, 99L), (vectors.Count, vectors.Report.DuplicateWords));
    }

    [Fact]
    public void Open_WordsWithBlanksAmongTheWanted_AreFound()
    {
        var path = _folder.Write("blanks.txt", "the 0.1 0.2\n. . . 0.3 0.4\nof 0.5 0.6\n");
        using var vectors = EmbeddingFiles.Open(path, new VectorReadOptions { Words = [". . .", "of"] });
        Assert.Equal([". . .", "of"], vectors.Words);
    }

    [Theory]
    [InlineData(VectorFormat.GloveText)]
    [InlineData(VectorFormat.Word2VecText)]
    [InlineData(VectorFormat.Word2VecBinary)]
    [InlineData(VectorFormat.FastTextBinary)]
    [InlineData(VectorFormat.WinkJson)]
    [InlineData(VectorFormat.Vectors)]
    public void Open_Limit_KeepsTheFirstRows(VectorFormat format)
    {
        using var all = EmbeddingFiles.Random(3_000, 30);
        var path = Path.Combine(_folder.Root, "all");
        EmbeddingFiles.Save(all, path, format);
        using var some = EmbeddingFiles.Open(path, new VectorReadOptions { Limit = 7 });
        Assert.Equal(all.Words.Take(7), some.Words);
        Assert.Equal(EmbeddingFiles.Bits(all.Row(6)), EmbeddingFiles.Bits(some.Row(6)));
        Assert.Empty(some.Report.Warnings);
    }

    [Fact]
    public void Open_HeaderOfTwoToTheSixty_AllocatesNothingLikeIt()
    {
        var before = GC.GetTotalAllocatedBytes();
        using var vectors = EmbeddingFiles.Open(EmbeddingFiles.Broken("header-2-to-the-60.vec"));
        Assert.True(GC.GetTotalAllocatedBytes() - before < 64 << 20);
    }

    [Fact]
    public void Open_Cancelled_Stops()
    {
        using var vectors = EmbeddingFiles.Random(6_000, 40);
        var path = Path.Combine(_folder.Root, "all.txt");
        EmbeddingFiles.Save(vectors, path, VectorFormat.GloveText);
        Assert.Throws<OperationCanceledException>(() => WordVectors.Open(path, null, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Open_ImpossibleOptions_NamesAllAtOnce()
    {
        var error = Assert.Throws<OptionsException>(() => EmbeddingFiles.Open("any", new VectorReadOptions { Limit = 0, Threads = -1 }));
        Assert.Equal(2, error.Faults.Count);
    }

    [Theory]
    [InlineData(VectorFormat.GloveText)]
    [InlineData(VectorFormat.Word2VecText)]
    [InlineData(VectorFormat.Word2VecBinary)]
    [InlineData(VectorFormat.FastTextBinary)]
    [InlineData(VectorFormat.WinkJson)]
    [InlineData(VectorFormat.Vectors)]
    public void Open_Gzip_IsDetectedFromTheContent(VectorFormat format)
    {
        using var expected = EmbeddingFiles.Random(6_000, 40);
        var plain = Path.Combine(_folder.Root, "plain");
        EmbeddingFiles.Save(expected, plain, format);
        var packed = Path.Combine(_folder.Root, "named-like-nothing");
        using (var gzip = new GZipStream(File.Create(packed), CompressionLevel.Fastest))
        {
            gzip.Write(File.ReadAllBytes(plain));
        }

        using var found = EmbeddingFiles.Open(packed);
        Assert.Equal(format, found.Report.Format);
        EmbeddingFiles.AssertSame(expected, found);
    }

    public void Dispose() => _folder.Dispose();

    private WordVectors Open(string text) => EmbeddingFiles.Open(_folder.Write("vectors", text));
}

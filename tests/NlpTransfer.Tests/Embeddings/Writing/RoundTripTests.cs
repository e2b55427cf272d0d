using NlpTransfer.Embeddings;
using NlpTransfer.Tests.Data;

namespace NlpTransfer.Tests.Embeddings.Writing;

public sealed class RoundTripTests : IDisposable
{
    private static readonly string[] Words = ["the", "naïve", "日本語", "\"", "\\", "a],", "1],\"x", "</s>", "2003", "-0.5", "\u00A0", "👩‍🚀", "]", ","];
    private readonly TempFolder _folder = new();

    [Theory]
    [CombinatorialFormats]
    public void SaveAndOpen_EveryFormat_IsExact(VectorFormat format, string ending)
    {
        using var expected = Awkward();
        var path = Path.Combine(_folder.Root, "vectors" + ending);
        EmbeddingFiles.Save(expected, path, format);
        using var found = EmbeddingFiles.Open(path);
        Assert.Equal(format, found.Report.Format);
        Assert.Equal(ending == ".gz", File.ReadAllBytes(path)[0] == 0x1F);
        EmbeddingFiles.AssertSame(expected, found);
        Assert.DoesNotContain(found.Report.Warnings, warning => !warning.Contains("zeros", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(VectorFormat.Word2VecText)]
    [InlineData(VectorFormat.Word2VecBinary)]
    [InlineData(VectorFormat.FastTextBinary)]
    public void Save_WordWithBlank_IsRefusedWhereTheFormatCannotHoldIt(VectorFormat format)
    {
        using var vectors = WordVectors.Create(["a b"], [1, 2], 2);
        var path = Path.Combine(_folder.Root, "vectors");
        var error = Assert.ThrowsAny<Exception>(() => EmbeddingFiles.Save(vectors, path, format));
        Assert.Contains("'a b'", (error as AggregateException)?.InnerException?.Message ?? error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Root));
    }

    [Fact]
    public void Save_GloveText_KeepsWordsWithBlanks()
    {
        using var expected = WordVectors.Create(["x", ". . .", "y"], [0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f], 2);
        var path = Path.Combine(_folder.Root, "vectors.txt");
        EmbeddingFiles.Save(expected, path, VectorFormat.GloveText);
        using var found = EmbeddingFiles.Open(path);
        EmbeddingFiles.AssertSame(expected, found);
    }

    [Fact]
    public void Save_FastTextWithSubwords_ComesBackWithinRounding()
    {
        var buckets = Enumerable.Range(0, 500).Select(i => MathF.Sin(i)).ToArray();
        using var some = EmbeddingFiles.Random(200, 5);
        using var expected = new WordVectors(some.Table, some.Matrix, 5, new SubwordVectors(new Section<float>(buckets), 5, 3, 6), some.Report);
        var path = Path.Combine(_folder.Root, "vectors.bin");
        EmbeddingFiles.Save(expected, path, VectorFormat.FastTextBinary);
        using var found = EmbeddingFiles.Open(path);
        Assert.Equal(100, found.Subwords!.BucketCount);
        for (var row = 0; row < expected.Count; row++)
        {
            for (var i = 0; i < 5; i++)
            {
                Assert.Equal(expected.Row(row)[i], found.Row(row)[i], 1e-6f);
            }
        }
    }

    [Fact]
    public void Save_OverAnExistingFile_ReplacesItWhole()
    {
        var path = _folder.Write("a.vectors", new byte[1_000_000]);
        using var expected = EmbeddingFiles.Random(3, 2);
        EmbeddingFiles.Save(expected, path);
        using var found = EmbeddingFiles.Open(path);
        EmbeddingFiles.AssertSame(expected, found);
    }

    [Fact]
    public void Save_Cancelled_LeavesTheOldFileAndNothingElse()
    {
        var path = _folder.Write("a.txt", "old");
        using var vectors = EmbeddingFiles.Random(3_000, 20);
        Assert.ThrowsAny<OperationCanceledException>(() => vectors.Save(path, VectorFormat.GloveText, new CancellationToken(canceled: true)));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(_folder.Root));
    }

    [Fact]
    public void ProjectorExport_WritesOneLineARowInBothFiles()
    {
        using var vectors = WordVectors.Create(["a", "b", "c"], [1, 2.5f, -3, 4, 5, 6], 2);
        var (values, words) = (Path.Combine(_folder.Root, "v.tsv"), Path.Combine(_folder.Root, "w.tsv"));
        ProjectorExport.Save(vectors, values, words, limit: 2, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("1\t2.5\n-3\t4\n", File.ReadAllText(values));
        Assert.Equal("a\nb\n", File.ReadAllText(words));
    }

    public void Dispose() => _folder.Dispose();

    private static WordVectors Awkward()
    {
        float[] special = [0, -0f, float.Epsilon, -float.Epsilon, float.MaxValue, float.MinValue, 1e-38f, 16777217, 0.1f, 1f / 3, 1e-7f, 123456.789f];
        var random = new Random(1);
        var values = Enumerable.Range(0, Words.Length * 7)
            .Select(i => i < special.Length ? special[i] : (float)(random.NextDouble() - 0.5)).ToArray();
        return WordVectors.Create(Words, values, 7);
    }

    private sealed class CombinatorialFormatsAttribute : Xunit.v3.DataAttribute
    {
        public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(System.Reflection.MethodInfo testMethod, Xunit.Sdk.DisposalTracker disposalTracker) =>
            new([.. from format in Enum.GetValues<VectorFormat>() from ending in new[] { ".plain", ".gz" } select new TheoryDataRow<VectorFormat, string>(format, ending)]);

        public override bool SupportsDiscoveryEnumeration() => true;
    }
}

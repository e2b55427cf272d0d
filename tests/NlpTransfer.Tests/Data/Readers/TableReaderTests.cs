using System.IO.Compression;
using System.Text;
using NlpTransfer.Data;

namespace NlpTransfer.Tests.Data.Readers;

public sealed class TableReaderTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Load_QuotedCsv_KeepsCommasQuotesAndLineBreaks()
    {
        var data = TextDataset.Load(folder.Write("a.csv", "label,text\nham,\"one, \"\"two\"\"\nthree\"\nspam,four\n"));

        Assert.Equal(["one, \"two\"\nthree", "four"], data.Select(e => e.Text));
        Assert.Equal(["ham", "spam"], data.LabelNames);
        Assert.Equal([0, 1], data.LabelIndices);
        Assert.Equal([1, 2], data.Select(e => e.Source.Row));
    }

    [Theory]
    [InlineData("a.tsv", "text\tlabel\na, b\tx\n", null)]
    [InlineData("a.csv", "text;label\na, b;x\n", ";")]
    [InlineData("a.csv", "\uFEFFtext,label\r\n\"a, b\",x\r\n", null)]
    public void Load_OtherDelimitersAndMarks_ReadTheSame(string name, string content, string? delimiter)
    {
        var data = TextDataset.Load(folder.Write(name, content), new() { Delimiter = delimiter });

        Assert.Equal(("a, b", "x"), (data[0].Text, data[0].Label!));
    }

    [Fact]
    public void Load_Gzip_IsSeenByContent()
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest)) gzip.Write("text,label\na,x\n"u8);

        Assert.Equal("a", TextDataset.Load(folder.Write("a.csv.gz", memory.ToArray()))[0].Text);
        Assert.Equal("a", TextDataset.Load(folder.Write("b.csv", memory.ToArray()))[0].Text);
    }

    [Theory]
    [InlineData("latin-1", "caf\u00E9")]
    [InlineData("windows-1252", "\u20AC\u2026")]
    [InlineData("utf-16", "\u65E5\u672C")]
    public void Load_NamedEncoding_IsDecoded(string encoding, string text)
    {
        var bytes = TextEncodings.Find(encoding)!;
        var path = folder.Write("a.csv", [.. bytes.GetPreamble(), .. bytes.GetBytes($"text,label\n{text},x\n")]);

        Assert.Equal(text, TextDataset.Load(path, new() { Encoding = encoding })[0].Text);
    }

    [Fact]
    public void Load_NoHeader_NamesColumnsByNumber()
    {
        var path = folder.Write("a.csv", "ham,hello\nspam,buy\n");

        var data = TextDataset.Load(path, new() { HasHeader = false, TextColumn = "2", LabelColumn = "1" });
        var exception = Assert.Throws<DatasetException>(() => TextDataset.Load(path, new() { HasHeader = false }));

        Assert.Equal(["hello", "buy"], data.Select(e => e.Text));
        Assert.Contains("columns are named by number, '1' to '2'. Set TextColumn", exception.Message);
    }

    [Fact]
    public void Load_Unquoted_TakesQuotesAsLetters() =>
        Assert.Equal("\"a\" b", TextDataset.Load(folder.Write("a.tsv", "text\tlabel\n\"a\" b\tx\n"), new() { Quoted = false })[0].Text);

    [Fact]
    public void Load_PairGroupAndSeveralLabels_AreRead()
    {
        var path = folder.Write("a.csv", "a,b,tags,thread\none,two, x | y |x,7\n");

        var example = TextDataset.Load(path, new() { TextColumn = "a", TextPairColumn = "b", LabelColumn = "tags", GroupColumn = "thread", LabelSeparator = "|" })[0];

        Assert.Equal(("one", "two", "7"), (example.Text, example.TextPair, example.Group));
        Assert.Equal(["x", "y"], example.Labels);
    }

    [Fact]
    public void Load_DefaultCorpora_HaveTheirPublishedCounts()
    {
        Assert.Equal([400, 400], Counts("sentiment.csv"));
        Assert.Equal([160, 160, 160, 160], Counts("topic.csv"));
        Assert.Equal([420, 180], Counts("sms-spam.csv"));
    }

    private static IEnumerable<int> Counts(string corpus) => TextDataset.Load(TestFiles.Corpus(corpus)).Report.LabelCounts.Values;
}

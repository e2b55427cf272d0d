using NlpTransfer.Data;

namespace NlpTransfer.Tests.Data.Readers;

public sealed class JsonReaderTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("a.jsonl", "{\"text\": \"one\\u2028\", \"label\": \"x\"}\r\n\n{\"label\": 4, \"text\": \"two\", \"more\": [1]}\n")]
    [InlineData("a.json", "[{\"text\": \"one\\u2028\", \"label\": \"x\"},\n {\"label\": 4, \"text\": \"two\"}]")]
    public void Load_Objects_ReadTextsAndScalarLabels(string name, string content)
    {
        var data = TextDataset.Load(folder.Write(name, content));

        Assert.Equal([("one\u2028", "x"), ("two", "4")], data.Select(e => (e.Text, e.Label!)));
    }

    [Fact]
    public void Load_LabelLists_AreSeveralLabels()
    {
        var data = TextDataset.Load(folder.Write("a.jsonl", "{\"text\": \"a\", \"label\": [\"y\", \"x\", \"y\"]}\n{\"text\": \"b\", \"label\": []}"), new() { OnMissingLabel = RowPolicy.Keep });

        Assert.Equal(["y", "x"], data[0].Labels);
        Assert.Empty(data[1].Labels);
        Assert.True(data.IsMultiLabel);
    }

    [Fact]
    public void Load_MissingLabelProperty_CountsAsMissing() =>
        Assert.Equal(1, TextDataset.Load(folder.Write("a.jsonl", "{\"text\": \"a\"}"), new() { OnMissingLabel = RowPolicy.Keep }).Report.MissingLabels);

    [Fact]
    public void Load_BrokenBytes_AreToldByRow()
    {
        var path = folder.Write("a.jsonl", [.. "{\"text\": \"a\", \"label\": \"x\"}\n{\"text\": \""u8, 0xFF, .. "\", \"label\": \"x\"}"u8]);

        Assert.Equal(2, Assert.Throws<DatasetException>(() => TextDataset.Load(path)).Row);
    }
}

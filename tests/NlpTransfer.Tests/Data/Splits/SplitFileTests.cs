using NlpTransfer.Data;

namespace NlpTransfer.Tests.Data.Splits;

public sealed class SplitFileTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly TextDataset data = TextDataset.Create(Enumerable.Range(1, 10).Select(i =>
        new TextExample($"text number {i}", null, [i % 2 == 0 ? "a" : "b"], null, new(i <= 6 ? "x/f.pos" : "x/f.neg", i <= 6 ? i : i - 6))));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Apply_RowsOfOneFile_TestsThoseAndDropsOthers()
    {
        var split = Read("{\"file\": \"f\", \"test_lines\": [5, 6], \"dropped_lines\": [1]}").Apply(data);

        Assert.Equal(["text number 5", "text number 6"], split.Test.Select(e => e.Text));
        Assert.Equal(6, split.Train.Count);
        Assert.Empty(split.Validation);
    }

    [Fact]
    public void Apply_RowsOfTwoFiles_TellsThemByTheirEnding() =>
        Assert.Equal(["text number 2", "text number 7"], Read("{\"test_lines_pos\": [2], \"test_lines_neg\": [1], \"lines_pos\": 6}").Apply(data).Test.Select(e => e.Text));

    [Fact]
    public void Apply_Members_TestsThoseFiles()
    {
        var files = TextDataset.Create([new("a", null, ["x"], null, new("m/1", 1)), new("b", null, ["y"], null, new("m/2", 1))]);

        Assert.Equal("b", Read("{\"test_members\": [\"m/2\"]}").Apply(files).Test.Single().Text);
    }

    [Fact]
    public void Apply_WithRest_TakesValidationFromWhatTrains()
    {
        var split = Read("{\"test_lines_pos\": [1, 2]}").Apply(data, new() { ValidationShare = 0.25, KeepDuplicatesTogether = false });

        Assert.Equal((6, 2, 2), (split.Train.Count, split.Validation.Count, split.Test.Count));
    }

    [Fact]
    public void Apply_DataWithoutANamedRow_IsRefused() =>
        Assert.Contains("expected data with all of its 2 test rows, found 1", Assert.Throws<DatasetException>(() => Read("{\"test_lines_pos\": [1, 99]}").Apply(data)).Message);

    [Theory]
    [InlineData("{\"test_row\": [1]}", "Did you mean 'test_rows'?")]
    [InlineData("{\"test_rows\": 1}", "expected one JSON object")]
    [InlineData("not json", "expected one JSON object")]
    [InlineData("{}", "expected a test part")]
    public void Read_NoSplit_SaysWhatIsWrong(string json, string message) =>
        Assert.Contains(message, Assert.Throws<DatasetException>(() => Read(json)).Message);

    [Theory]
    [InlineData("sms-spam/SMSSpamCollection", "sms-spam", 4136, 1035)]
    [InlineData("rt-polarity", "rt-polarity", 9595, 1067)]
    [InlineData("20newsgroups/mini_newsgroups.tar.gz", "20newsgroups", 1600, 400)]
    public void Apply_RecordedSplits_HaveTheirSizes(string name, string preset, int train, int test)
    {
        var dataset = TextDataset.Load(TestFiles.SharedData(name), new() { Preset = preset });

        var split = SplitFile.Read(TestFiles.SharedData($"splits/{preset}.json")).Apply(dataset);

        Assert.Equal((train, test), (split.Train.Count, split.Test.Count));
    }

    private SplitFile Read(string json) => SplitFile.Read(folder.Write("split.json", json));
}

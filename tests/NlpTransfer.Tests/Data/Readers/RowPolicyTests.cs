using NlpTransfer.Data;

namespace NlpTransfer.Tests.Data.Readers;

public sealed class RowPolicyTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly string faulty;

    // Rows: fine, no label, empty, unknown label, duplicate of 1, contradiction to 1, broken bytes.
    public RowPolicyTests() => faulty = folder.Write("a.csv", [.. "text,label\na,x\nb,\n ,y\nc,z\na,x\na,y\nd"u8, 0xE9, .. ",y\n"u8]);

    public void Dispose() => folder.Dispose();

    private static TextDataOptions With(RowPolicy policy) => new()
    {
        LabelNames = ["y", "x"], OnMissingLabel = policy, OnUnknownLabel = policy, OnEmptyText = policy, OnDuplicate = policy, OnBrokenEncoding = policy,
    };

    [Fact]
    public void Load_EverythingKept_CountsEveryFault()
    {
        var data = TextDataset.Load(faulty, With(RowPolicy.Keep));

        Assert.Equal(["a", "b", " ", "c", "a", "a", "d\uFFFD"], data.Select(e => e.Text));
        Assert.Equal([1, -1, 0, -1, 1, 0, 0], data.LabelIndices);
        var report = data.Report;
        Assert.Equal((7L, 7, 1, 1, 1, 1), (report.RowsRead, report.Examples, report.MissingLabels, report.EmptyTexts, report.UnknownLabels, report.Duplicates));
        Assert.Equal((1, 1, 0), (report.Contradictions, report.BrokenEncodings, report.Dropped));
        Assert.Equal([("y", 3), ("x", 2)], report.LabelCounts.Select(p => (p.Key, p.Value)));
        Assert.Equal(7, report.FirstPlaces["BrokenEncodings"][0].Row);
    }

    [Fact]
    public void Load_EverythingDropped_LeavesFaultlessRows()
    {
        var data = TextDataset.Load(faulty, With(RowPolicy.Drop));

        Assert.Equal([("a", "x"), ("a", "y")], data.Select(e => (e.Text, e.Label!)));
        Assert.Equal(5, data.Report.Dropped);
        Assert.Contains("5 rows left out.", data.Report.Remarks());
    }

    [Theory]
    [InlineData("OnMissingLabel", 2)]
    [InlineData("OnEmptyText", 3)]
    [InlineData("OnUnknownLabel", 4)]
    [InlineData("OnDuplicate", 5)]
    [InlineData("OnBrokenEncoding", 7)]
    public void Load_FatalFault_FailsAtItsRowWithTheRemedy(string policy, int row)
    {
        var options = With(RowPolicy.Keep);
        typeof(TextDataOptions).GetProperty(policy)!.SetValue(options, RowPolicy.Fail);

        var exception = Assert.Throws<DatasetException>(() => TextDataset.Load(faulty, options));

        Assert.Equal(row, exception.Row);
        Assert.Contains("Keep or Drop", exception.Message);
    }

    [Fact]
    public void Load_TextsTakenForLabels_StayOutOfTheMessage()
    {
        var secret = new string('s', 50);
        var path = folder.Write("b.csv", $"text,label\na,{secret}\n");

        var exception = Assert.Throws<DatasetException>(() => TextDataset.Load(path, new() { LabelNames = ["x"] }));

        Assert.DoesNotContain(secret, exception.ToString());
        Assert.Contains("(a value of 50 characters)", exception.Message);
    }

    [Fact]
    public void Load_MaxRows_StopsThere()
    {
        var data = TextDataset.Load(faulty, With(RowPolicy.Keep) with { MaxRows = 2 });

        Assert.Equal(2, data.Count);
        Assert.True(data.Report.StoppedAtMaxRows);
    }

    [Fact]
    public void Load_Cancelled_Stops() =>
        Assert.Throws<OperationCanceledException>(() => TextDataset.Load(faulty, With(RowPolicy.Keep), new CancellationToken(canceled: true)));
}

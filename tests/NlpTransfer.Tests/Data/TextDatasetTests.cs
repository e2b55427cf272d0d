using NlpTransfer.Data;

namespace NlpTransfer.Tests.Data;

public sealed class TextDatasetTests
{
    private static readonly TextDataset Data = TextDataset.Create([new("one", "b"), new("two", "a"), new("three", "b"), new("four")]);

    [Fact]
    public void Create_NoLabelNames_SortsThoseFound()
    {
        Assert.Equal(["a", "b"], Data.LabelNames);
        Assert.Equal([1, 0, 1, -1], Data.LabelIndices);
        Assert.Equal(2, Data.Report.LabelCounts["b"]);
    }

    [Fact]
    public void Create_LabelOutsideTheNames_NamesItAndANearOne() =>
        Assert.Contains("Did you mean 'spam'?", Assert.Throws<ArgumentException>(() => TextDataset.Create([new("x", "spma")], ["ham", "spam"])).Message);

    [Fact]
    public void Subset_AnyIndices_KeepsOrderAndLabelIds()
    {
        var subset = Data.Subset([2, 0]);

        Assert.Equal(["three", "one"], subset.Select(e => e.Text));
        Assert.Equal(Data.LabelNames, subset.LabelNames);
        Assert.Equal(0, subset.Report.LabelCounts["a"]);
    }

    [Fact]
    public void WithLabelNames_OtherOrder_ChangesIdsOnly()
    {
        var other = Data.WithLabelNames(["b", "c", "a"]);

        Assert.Equal([0, 2, 0, -1], other.LabelIndices);
        Assert.Equal(Data.ContentHash, other.ContentHash);
    }

    [Fact]
    public void ContentHash_KnownRows_IsSha256OverLengthsAndFields() =>
        // One row: text "a" (01000000 61), no pair (ffffffff), one label (01000000) "x" (01000000 78), no group (ffffffff).
        Assert.Equal(Sha256("0100000061FFFFFFFF010000000100000078FFFFFFFF"), TextDataset.Create([new("a", "x")]).ContentHash);

    [Fact]
    public void ContentHash_FieldsThatMeet_Differ() =>
        Assert.NotEqual(TextDataset.Create([new("ab", "c")]).ContentHash, TextDataset.Create([new("a", "bc")]).ContentHash);

    [Fact]
    public void ToString_Example_HidesItsText() => Assert.DoesNotContain("secret", new TextExample("secret words", "x").ToString());

    private static string Sha256(string hex) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Convert.FromHexString(hex)));
}

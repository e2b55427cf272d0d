using NlpTransfer.Data;

namespace NlpTransfer.Tests.Data.Splits;

public sealed class StratifiedSampleTests
{
    private static readonly string[] Labels = [.. Enumerable.Range(0, 1000).Select(i => i % 100 == 0 ? "rare" : i % 4 == 0 ? "some" : "many")];

    [Fact]
    public void Choose_AShare_HasEveryLabelInProportion()
    {
        var chosen = StratifiedSample.Choose(Labels, 200, 3).Select(i => Labels[i]).CountBy(l => l).ToDictionary();
        Assert.InRange(chosen["rare"], 2, 3);
        Assert.InRange(chosen["some"], 47, 49);
        Assert.Equal(200, chosen.Values.Sum());
    }

    [Fact]
    public void Choose_AsFewAsThereAreLabels_HasEachOfThem() => Assert.Equal(3, StratifiedSample.Choose(Labels, 3, 1).Select(i => Labels[i]).Distinct().Count());

    [Fact]
    public void Choose_MoreAndMore_KeepsWhatItHad()
    {
        var sizes = new[] { 5, 50, 300, 999, 2000 }.Select(n => StratifiedSample.Choose(Labels, n, 8)).ToList();
        Assert.All(sizes.Zip(sizes.Skip(1)), pair => Assert.Subset(pair.Second.ToHashSet(), pair.First.ToHashSet()));
        Assert.Equal(Enumerable.Range(0, 1000), sizes[^1]);
        Assert.NotEqual(sizes[1], StratifiedSample.Choose(Labels, 50, 9));
    }
}

using NlpTransfer.Data;

namespace NlpTransfer.Tests.Data.Splits;

public sealed class NearDuplicatesTests
{
    [Theory]
    [InlineData("Buy now, friend!", "buy NOW friend", true)]
    [InlineData("ok", "OK!", true)]
    [InlineData("ok", "no", false)]
    [InlineData("!!!", "!!!", true)]
    [InlineData("!!!", "???", false)]
    [InlineData("", " ", true)]
    [InlineData("one two three four", "one two three five", false)]
    public void Join_ShortTexts_ComparesThemWhole(string a, string b, bool areJoined) =>
        Assert.Equal(areJoined, Clusters(a, b).Length == 1);

    [Fact]
    public void Join_SimilarityAtTheThreshold_Joins()
    {
        // Words 1..12 against 1..11: ten shingles against nine, nine in common: 0.9.
        var (a, b) = (Numbers(1, 12), Numbers(1, 11));

        Assert.Single(Clusters(0.9, a, b));
        Assert.Equal(2, Clusters(0.91, a, b).Length);
    }

    [Fact]
    public void Join_Chains_JoinThroughTheMiddle() =>
        Assert.Single(Clusters(0.8, Numbers(1, 40), Numbers(4, 43), Numbers(7, 46)));

    [Fact]
    public void Join_RandomTexts_FindsExactlyThePairsOfTheDefinition()
    {
        var random = new SeededRandom(17);
        for (var round = 0; round < 30; round++)
        {
            var texts = Enumerable.Range(0, 40).Select(_ => Numbers(random.NextInt(12), 12 + random.NextInt(25))).ToArray();

            Assert.Equal(ByDefinition(texts, 0.6), Clusters(0.6, texts).Select(c => string.Join(' ', c)));
        }
    }

    private static int[][] Clusters(params string[] texts) => Clusters(0.8, texts);

    private static int[][] Clusters(double similarity, params string[] texts) =>
        ExampleClusters.Find(TextDataset.FromTexts(texts), new() { NearDuplicateSimilarity = similarity }, CancellationToken.None);

    private static string Numbers(int from, int to) => string.Join(' ', Enumerable.Range(from, to - from + 1).Select(i => $"w{i}"));

    private static IEnumerable<string> ByDefinition(string[] texts, double similarity)
    {
        var sets = texts.Select(t => t.Split(' ')).Select(w => Enumerable.Range(0, w.Length - 2).Select(i => $"{w[i]} {w[i + 1]} {w[i + 2]}").ToHashSet()).ToArray();
        var cluster = Enumerable.Range(0, texts.Length).ToArray();
        for (var a = 0; a < texts.Length; a++)
            for (var b = 0; b < a; b++)
                if (sets[a].Intersect(sets[b]).Count() >= similarity * sets[a].Union(sets[b]).Count() - 1e-9)
                    cluster = [.. cluster.Select(c => c == cluster[a] ? cluster[b] : c)];
        return Enumerable.Range(0, texts.Length).GroupBy(i => cluster[i]).OrderBy(g => g.First()).Select(g => string.Join(' ', g));
    }
}

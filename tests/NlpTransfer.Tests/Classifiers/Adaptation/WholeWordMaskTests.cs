using NlpTransfer.Classifiers;
using NlpTransfer.Data;

namespace NlpTransfer.Tests.Classifiers.Adaptation;

public sealed class WholeWordMaskTests
{
    private const int Cls = 1, Mask = 2;

    // Ids 3 to 12 begin words, 13 to 19 continue them.
    private static readonly string[] Tokens = ["[PAD]", "[CLS]", "[MASK]", .. Enumerable.Range(3, 10).Select(i => $"w{i}"), .. Enumerable.Range(13, 7).Select(i => $"##p{i}")];

    private static readonly int[][] Words = [[3, 13, 14], [4], [5, 15], [6], [7, 16, 17], [8], [9], [10, 18], [11], [12]];

    [Fact]
    public void Apply_HidesWholeWordsUpToTheShareAndNothingSpecial()
    {
        int[] ids = [Cls, .. Words.SelectMany(w => w), Cls];
        for (var seed = 0; seed < 200; seed++)
        {
            var (hidden, places) = New(0.3).Apply(ids, new SeededRandom(seed));
            Assert.Equal(5, places.Length); // 0.3 of 16; words of one piece fill what is left
            Assert.Equal(places.Order().Distinct(), places);
            var at = 1;
            foreach (var word in Words)
            {
                Assert.Contains(places.Count(p => p >= at && p < at + word.Length), new[] { 0, word.Length });
                at += word.Length;
            }
            for (var i = 0; i < ids.Length; i++) Assert.True(hidden[i] == ids[i] || places.Contains(i), $"place {i} is changed and not to be guessed");
            Assert.Equal((Cls, Cls), (hidden[0], hidden[^1]));
        }
    }

    [Fact]
    public void Apply_OverMany_ShowsTheMaskEightTimesOfTenAndTheTokenOnce()
    {
        var ids = Enumerable.Range(0, 2000).Select(i => 3 + (i % 10)).ToArray();
        var (hidden, places) = New(0.9).Apply(ids, new SeededRandom(7));
        Assert.Equal(1800, places.Length);
        Assert.Equal(0.8, places.Count(p => hidden[p] == Mask) / 1800.0, 0.04);
        Assert.Equal(0.1, places.Count(p => hidden[p] == ids[p]) / 1800.0, 0.04); // and a few random ones that hit it
    }

    [Fact]
    public void Apply_OfOneLongWord_HidesItAll() =>
        Assert.Equal([1, 2, 3], New(0.15).Apply([Cls, 3, 13, 14], new SeededRandom(1)).Places);

    [Fact]
    public void Apply_OfNothingToHide_HidesNothing() => Assert.Empty(New(0.15).Apply([Cls, Cls], new SeededRandom(1)).Places);

    private static WholeWordMask New(double share) => new(Tokens, new HashSet<int> { 0, Cls, Mask }, Mask, share);
}

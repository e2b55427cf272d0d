using NlpTransfer.Embeddings;

namespace NlpTransfer.Tests.Embeddings.Lookup;

public sealed class WordLookupTests
{
    private static readonly SubwordVectors Subwords = new(new Section<float>([.. Enumerable.Range(1, 40).Select(i => (float)i)]), 2, 3, 4);

    [Theory]
    [InlineData("apple", 0, LookupMatch.Exact)]
    [InlineData("Apple", 1, LookupMatch.Exact)]
    [InlineData("APPLE", 0, LookupMatch.Lowercase)]
    [InlineData("Pear", 2, LookupMatch.Lowercase)]
    [InlineData("(apple)", 0, LookupMatch.Stripped)]
    [InlineData("\"Pear!\"", 2, LookupMatch.Stripped)]
    [InlineData("u.s.", 3, LookupMatch.Exact)]
    [InlineData("U.S.", 3, LookupMatch.Lowercase)]
    [InlineData("(U.S.)", 3, LookupMatch.Stripped)]
    [InlineData("plum", -1, LookupMatch.Unknown)]
    [InlineData("...", -1, LookupMatch.Unknown)]
    [InlineData("", -1, LookupMatch.Unknown)]
    public void Find_InOrder_ExactLowerStripped(string word, int row, LookupMatch match)
    {
        using var vectors = Vectors(null);
        Assert.Equal(row, new WordLookup(vectors).Find(word, out var found));
        Assert.Equal(match, found);
    }

    [Fact]
    public void Find_ExactOnly_TriesNothingElse()
    {
        using var vectors = Vectors(Subwords);
        Assert.Equal(-1, new WordLookup(vectors, LookupPolicy.ExactOnly).Find("PEAR", out var match));
        Assert.Equal(LookupMatch.Unknown, match);
    }

    [Fact]
    public void Copy_UnknownWordWithSubwords_IsTheMeanOfItsGrams()
    {
        using var vectors = Vectors(Subwords);
        var found = new float[2];
        Assert.Equal(LookupMatch.Subwords, new WordLookup(vectors).Copy("xy", found));
        string[] grams = ["<xy", "xy>", "<xy>"];
        var expected = new float[2];
        foreach (var gram in grams)
        {
            var bucket = (int)(SubwordVectors.Hash(System.Text.Encoding.UTF8.GetBytes(gram)) % 20);
            expected[0] += (2 * bucket + 1) / 3f;
            expected[1] += (2 * bucket + 2) / 3f;
        }

        Assert.Equal(expected[0], found[0], 1e-5f);
        Assert.Equal(expected[1], found[1], 1e-5f);
    }

    [Fact]
    public void Copy_Unknown_IsZero()
    {
        using var vectors = Vectors(null);
        var found = new float[] { 5, 5 };
        Assert.Equal(LookupMatch.Unknown, new WordLookup(vectors).Copy("plum", found));
        Assert.Equal([0, 0], found);
    }

    [Fact]
    public void Variants_SelectedWords_GiveTheSameMatchesAsAll()
    {
        using var all = Vectors(null);
        var policy = new LookupPolicy();
        string[] text = ["APPLE", "\"Pear!\"", "U.S.", "plum"];
        var wanted = text.SelectMany(policy.Variants).ToHashSet();
        var kept = all.Words.Where(wanted.Contains).ToArray();
        Assert.Equal(["apple", "pear", "u.s."], kept);
    }

    /// <summary>Against fastText's hash written out over wide integers: bytes from 0x80 on count as negative.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("<th")]
    [InlineData("é")]
    [InlineData("<日本")]
    public void Hash_SignedBytes_AsFastText(string gram) =>
        Assert.Equal(Reference(gram), SubwordVectors.Hash(System.Text.Encoding.UTF8.GetBytes(gram)));

    [Fact]
    public void CoverageReport_CountsTokensTypesAndTheMissing()
    {
        using var vectors = Vectors(null);
        var report = CoverageReport.Measure(new WordLookup(vectors), ["apple", "apple", "PEAR", "(u.s.)", "plum", "fig", "fig"], missing: 1);
        Assert.Equal(7, report.Tokens);
        Assert.Equal(5, report.Types);
        Assert.Equal(3.0 / 5, report.TypeShare, 1e-12);
        Assert.Equal(4.0 / 7, report.TokenShare, 1e-12);
        Assert.Equal(2, report.TokensByMatch[LookupMatch.Exact]);
        Assert.Equal(1, report.TokensByMatch[LookupMatch.Lowercase]);
        Assert.Equal(KeyValuePair.Create("fig", 2L), Assert.Single(report.MostFrequentMissing));
    }

    private static WordVectors Vectors(SubwordVectors? subwords)
    {
        var plain = WordVectors.Create(["apple", "Apple", "pear", "u.s."], [1, 2, 3, 4, 5, 6, 7, 8], 2);
        return new WordVectors(plain.Table, plain.Matrix, 2, subwords, plain.Report);
    }

    // fastText: h = h ^ uint32_t(int8_t(str[i])); h = h * 16777619, written out over 64-bit integers.
    private static uint Reference(string gram)
    {
        long hash = 2166136261;
        foreach (var value in System.Text.Encoding.UTF8.GetBytes(gram))
        {
            long signed = value < 128 ? value : value - 256L + (1L << 32);
            hash = (hash ^ signed) * 16777619 % (1L << 32);
        }

        return (uint)hash;
    }
}

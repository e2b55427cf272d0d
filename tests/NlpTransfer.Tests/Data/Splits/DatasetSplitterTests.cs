using NlpTransfer.Data;

namespace NlpTransfer.Tests.Data.Splits;

public sealed class DatasetSplitterTests
{
    private static readonly string[] Words = [.. Enumerable.Range(0, 400).Select(i => $"word{i}")];

    [Theory]
    [InlineData(0.1, 0.2)]
    [InlineData(0, 0.2)]
    [InlineData(0.3, 0)]
    [InlineData(0.25, 0.5)]
    public void Split_UnlikeTexts_IsAPartitionStratifiedToOneExample(double validation, double test)
    {
        var data = Unlike([61, 7, 230, 1]);

        var split = DatasetSplitter.Split(data, new() { ValidationShare = validation, TestShare = test });

        AssertPartition(data, split);
        foreach (var (label, count) in data.Report.LabelCounts)
        {
            Assert.InRange(split.Test.Report.LabelCounts[label] - (count * test), -1, 1);
            Assert.InRange(split.Validation.Report.LabelCounts[label] - (count * validation), -1, 1);
        }
    }

    [Fact]
    public void Split_SameSeed_GivesSameParts()
    {
        var data = Unlike([50, 50]);

        Assert.Equal(DatasetSplitter.Split(data, new() { Seed = 4 }).Test.ContentHash, DatasetSplitter.Split(data, new() { Seed = 4 }).Test.ContentHash);
        Assert.NotEqual(DatasetSplitter.Split(data, new() { Seed = 4 }).Test.ContentHash, DatasetSplitter.Split(data, new() { Seed = 5 }).Test.ContentHash);
    }

    [Fact]
    public void Split_Groups_StayOnOneSide()
    {
        var random = new SeededRandom(2);
        var data = TextDataset.Create(Enumerable.Range(0, 300).Select(i =>
            new TextExample(Sentence(random, 12), null, [i % 3 == 0 ? "a" : "b"], $"thread {random.NextInt(40)}", new("f", i))));

        var split = DatasetSplitter.Split(data);

        AssertPartition(data, split);
        Assert.Empty(Groups(split.Train).Intersect(Groups(split.Test)).Concat(Groups(split.Train).Intersect(Groups(split.Validation))).Concat(Groups(split.Test).Intersect(Groups(split.Validation))));
        Assert.InRange(split.Test.Count, 45, 75);
        Assert.Equal(300, split.ClusteredExamples);
    }

    [Fact]
    public void Split_NearDuplicates_StayOnOneSide()
    {
        var data = Campaigns();

        var split = DatasetSplitter.Split(data);

        AssertPartition(data, split);
        Assert.Equal(0, PairsAcross(split));
        Assert.Equal(0, DatasetSplitter.CountLeaks(split.Train, split.Test));
        Assert.InRange(split.Test.Count, 0.15 * data.Count, 0.25 * data.Count);
    }

    [Fact]
    public void Split_PlainMode_LetsNearDuplicatesLeak()
    {
        var split = DatasetSplitter.Split(Campaigns(), new() { KeepDuplicatesTogether = false });

        Assert.Equal(0, split.Clusters);
        Assert.NotEqual(0, PairsAcross(split));
    }

    [Fact]
    public void CountLeaks_KnownParts_CountsHeldOutExamplesWithATwin()
    {
        var train = TextDataset.Create([new("Win a prize now", "spam"), new("See you at noon today", "ham")]);
        var test = TextDataset.Create([new("win a PRIZE, now!", "spam"), new("WIN A PRIZE NOW", "spam"), new("Something else entirely", "ham")]);

        Assert.Equal(2, DatasetSplitter.CountLeaks(train, test));
    }

    [Fact]
    public void Split_SeveralLabels_DividesEachInProportion()
    {
        var random = new SeededRandom(8);
        string[] names = ["a", "b", "c"];
        var data = TextDataset.Create(Enumerable.Range(0, 400).Select(i =>
            new TextExample(Sentence(random, 12), null, [.. names.Where(n => random.NextDouble() < 0.4)], null, new("f", i))));

        var split = DatasetSplitter.Split(data);

        AssertPartition(data, split);
        foreach (var name in names) Assert.InRange(split.Test.Report.LabelCounts[name] / (double)data.Report.LabelCounts[name], 0.17, 0.23);
    }

    [Fact]
    public void Split_LabelTooRareForAPart_IsRemarked() =>
        Assert.Contains(DatasetSplitter.Split(Unlike([50, 1])).Remarks, r => r.Contains("test part has no example of label1", StringComparison.Ordinal));

    [Fact]
    public void Split_BrokenOptions_NamesAllFaults()
    {
        var options = new SplitOptions { ValidationShare = 0.6, TestShare = 0.5, NearDuplicateSimilarity = 0.1, ShingleWords = 0 };

        Assert.Equal(3, Assert.Throws<OptionsException>(() => DatasetSplitter.Split(Unlike([5]), options)).Faults.Count);
    }

    [Fact]
    public void CrossValidation_FourFolds_TestsEachExampleOnce()
    {
        var data = Campaigns();

        var folds = DatasetSplitter.CrossValidation(data, 4, new() { ValidationShare = 0.1 });

        Assert.Equal(Rows(data), folds.SelectMany(f => Rows(f.Test)).Order());
        Assert.All(folds, f => AssertPartition(data, f));
        Assert.All(folds, f => Assert.Equal(0, PairsAcross(f)));
        Assert.All(folds, f => Assert.NotEmpty(f.Validation));
    }

    [Fact]
    public void CrossValidation_FewerThanTwoFolds_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DatasetSplitter.CrossValidation(Unlike([5]), 1));

    private static void AssertPartition(TextDataset data, DatasetSplit split) =>
        Assert.Equal(Rows(data), Rows(split.Train).Concat(Rows(split.Validation)).Concat(Rows(split.Test)).Order());

    private static IEnumerable<long> Rows(TextDataset data) => data.Select(e => e.Source.Row);

    private static HashSet<string> Groups(TextDataset data) => [.. data.Select(e => e.Group!)];

    private static TextDataset Unlike(int[] counts)
    {
        var random = new SeededRandom(1);
        var labels = counts.SelectMany((count, label) => Enumerable.Repeat($"label{label}", count)).ToArray();
        return TextDataset.Create(labels.Select((label, i) => new TextExample(Sentence(random, 12), null, [label], null, new("f", i))));
    }

    // Thirty mails sent two to nine times, each time with a few words changed, among others.
    private static TextDataset Campaigns()
    {
        var random = new SeededRandom(3);
        var texts = new List<(string Text, string Label)>();
        for (var i = 0; i < 30; i++)
        {
            var words = Sentence(random, 120).Split(' ');
            for (var copy = random.NextInt(8) + 1; copy >= 0; copy--)
            {
                words[random.NextInt(words.Length)] = Words[random.NextInt(Words.Length)];
                texts.Add((string.Join(copy % 2 == 0 ? " " : ", ", words), "spam"));
            }
        }
        for (var i = 0; i < 200; i++) texts.Add((Sentence(random, 40), i % 4 == 0 ? "spam" : "ham"));
        return TextDataset.Create(texts.Select((t, i) => new TextExample(t.Text, null, [t.Label], null, new("f", i))));
    }

    private static string Sentence(SeededRandom random, int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Words[random.NextInt(Words.Length)]));

    // By definition and brute force, apart from the code under test.
    private static int PairsAcross(DatasetSplit split)
    {
        var sides = new[] { split.Train, split.Validation, split.Test }.Select(p => p.Select(e => Shingles(e.Text)).ToArray()).ToArray();
        var pairs = 0;
        for (var a = 0; a < 3; a++)
            for (var b = a + 1; b < 3; b++)
                pairs += sides[a].Sum(x => sides[b].Count(y => Jaccard(x, y) >= 0.8));
        return pairs;
    }

    private static HashSet<string> Shingles(string text)
    {
        var words = text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        return [.. Enumerable.Range(0, words.Length - 2).Select(i => string.Join(' ', words[i..(i + 3)]))];
    }

    private static double Jaccard(HashSet<string> a, HashSet<string> b)
    {
        var common = a.Count(b.Contains);
        return (double)common / (a.Count + b.Count - common);
    }
}

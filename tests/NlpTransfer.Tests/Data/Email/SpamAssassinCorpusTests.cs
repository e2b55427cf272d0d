using NlpTransfer.Classifiers;
using NlpTransfer.Data;

namespace NlpTransfer.Tests.Data.Email;

/// <summary>The whole SpamAssassin corpus, where the preparation has fetched it.</summary>
public sealed class SpamAssassinCorpusTests
{
    private const int Mails = 6046;

    private static readonly Lazy<TextDataset> Corpus = new(() => TextDataset.Load(Path(), new() { Preset = DataPresets.SpamAssassin }));

    [Fact]
    public void Load_WholeCorpus_ReadsEveryMailInOrdinalOrder()
    {
        var corpus = Load();

        Assert.Equal(Mails, corpus.Count);
        Assert.Equal([("ham", 4150), ("spam", 1896)], corpus.Report.LabelCounts.Select(c => (c.Key, c.Value)));
        Assert.Equal(corpus.Select(e => e.Source.File).Order(StringComparer.Ordinal), corpus.Select(e => e.Source.File));
        Assert.Equal(0, corpus.Report.EmptyTexts);
        Assert.InRange(corpus.Report.DamagedEmails, 1, 100);
        Assert.InRange(corpus.Report.UnknownCharsets, 1, 50);
    }

    [Fact]
    public void Load_WholeCorpus_LeaksNoHeadersAndLeavesNoMarkup()
    {
        var corpus = Load();

        Assert.All(corpus, e => Assert.DoesNotContain("\uFFFD", e.Text, StringComparison.Ordinal));
        Assert.All(corpus, e => Assert.False(e.Text.StartsWith("Received:", StringComparison.Ordinal) || e.Text.StartsWith("From ", StringComparison.Ordinal) && e.Text.Contains("\nReceived:", StringComparison.Ordinal)));
        Assert.InRange(corpus.Count(e => e.Text.Contains("</td>", StringComparison.OrdinalIgnoreCase)), 0, 40); // quoted HTML
    }

    [Fact]
    public void Split_WholeCorpus_KeepsEqualTextsTogether()
    {
        var split = DatasetSplitter.Split(Load());

        var train = split.Train.Select(e => e.Text).ToHashSet();
        Assert.Equal(0, split.Test.Count(e => train.Contains(e.Text)));
        Assert.InRange(split.Test.Report.LabelCounts["spam"], 378, 380);
        Assert.InRange(split.ClusteredExamples, 900, 1300);
    }

    [Fact]
    public void Ngrams_HonestSplit_AreAStrongBaseline()
    {
        var split = DatasetSplitter.Split(Load());

        ITextBaseline baseline = NgramBaseline.Fit(split.Train, null, new() { Strengths = [100] });

        Assert.InRange(baseline.Evaluate(split.Test).Accuracy, 0.97, 1);
    }

    private static TextDataset Load()
    {
        Assert.SkipUnless(Directory.Exists(Path()), $"{Path()} is not there; './nlp-transfer quickstart' fetches it.");
        return Corpus.Value;
    }

    private static string Path() => TestFiles.Corpus("downloads/spam-assassin");
}

using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.Tests.Data;

namespace NlpTransfer.Tests.Classifiers.Baselines;

public sealed class BaselineTests
{
    private static readonly Lazy<DatasetSplit> Sms = new(() => DatasetSplitter.Split(TextDataset.Load(TestFiles.Corpus("sms-spam.csv"))));

    [Fact]
    public void Majority_AnyText_PredictsTheTrainingShares()
    {
        var baseline = MajorityBaseline.Fit(TextDataset.Create([new("a", "x"), new("b", "y"), new("c", "x"), new("d", "x")]));

        Assert.Equal([0.75f, 0.25f, 0.75f, 0.25f], baseline.PredictProbabilities(TextDataset.FromTexts(["e", ""])));
    }

    [Fact]
    public void Majority_OnItsOwnData_HasTheMajorityShareAsAccuracy()
    {
        ITextBaseline baseline = MajorityBaseline.Fit(Sms.Value.Train);

        var metrics = baseline.Evaluate(Sms.Value.Test);

        Assert.Equal(metrics.PerClass["ham"].Support / (double)metrics.N, metrics.Accuracy, 12);
        Assert.Equal(0, metrics.Mcc);
    }

    [Fact]
    public void Majority_NoLabels_IsRefused() =>
        Assert.Throws<ArgumentException>(() => MajorityBaseline.Fit(TextDataset.FromTexts(["a"])));

    [Theory]
    [InlineData("sms-spam.csv", 0.78)]
    [InlineData("topic.csv", 0.75)]
    [InlineData("sentiment.csv", 0.58)]
    public void Ngrams_DefaultCorpora_BeatTheMajorityByFar(string corpus, double accuracy)
    {
        var split = DatasetSplitter.Split(TextDataset.Load(TestFiles.Corpus(corpus)));

        ITextBaseline baseline = NgramBaseline.Fit(split.Train, split.Validation);

        Assert.InRange(baseline.Evaluate(split.Test).Accuracy, accuracy, 1);
    }

    [Fact]
    public void Ngrams_FittedTwice_GiveBitEqualProbabilities() =>
        Assert.Equal(
            NgramBaseline.Fit(Sms.Value.Train, Sms.Value.Validation).PredictProbabilities(Sms.Value.Test),
            NgramBaseline.Fit(Sms.Value.Train, Sms.Value.Validation).PredictProbabilities(Sms.Value.Test));

    [Fact]
    public void Ngrams_Probabilities_SumToOne()
    {
        var split = DatasetSplitter.Split(TextDataset.Load(TestFiles.Corpus("topic.csv")));
        var baseline = NgramBaseline.Fit(split.Train);

        var probabilities = baseline.PredictProbabilities(TextDataset.FromTexts(["", "unseenword", split.Test[0].Text]));

        Assert.Equal(12, probabilities.Length);
        Assert.All(probabilities.Chunk(4), row => Assert.Equal(1, row.Sum(), 5));
    }

    [Fact]
    public void Ngrams_WordOrder_IsSeenByBigramsOnly()
    {
        var train = TextDataset.Create(Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? new TextExample($"not good {i}", "bad") : new TextExample($"good not {i}", "good")));
        var test = TextDataset.Create([new("not good", "bad"), new("good not", "good")], train.LabelNames);

        ITextBaseline words = NgramBaseline.Fit(train, null, new() { LongestNgram = 1, Strengths = [100] });
        ITextBaseline bigrams = NgramBaseline.Fit(train, null, new() { LongestNgram = 2, Strengths = [100] });

        Assert.Equal(0.5, words.Evaluate(test).Accuracy);
        Assert.Equal(1, bigrams.Evaluate(test).Accuracy);
    }

    [Fact]
    public void Ngrams_SecondTextOfAPair_IsAFeatureOfItsOwn()
    {
        static TextExample Pair(string a, string b, string label) => new(a, b, [label], null, new("f", 1));
        var train = TextDataset.Create(Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? Pair("red", "blue", "x") : Pair("blue", "red", "y")));

        ITextBaseline baseline = NgramBaseline.Fit(train, null, new() { Strengths = [100] });

        Assert.Equal(1, baseline.Evaluate(train).Accuracy);
    }

    [Fact]
    public void Ngrams_BrokenInput_SaysWhatIsWrong()
    {
        Assert.Contains("at least two labels", Assert.Throws<ArgumentException>(() => NgramBaseline.Fit(TextDataset.Create([new("a", "x")]))).Message);
        Assert.Contains("found none at (memory), row 1", Assert.Throws<ArgumentException>(() => NgramBaseline.Fit(TextDataset.Create([new("a", "x"), new("b", "y"), new("c")]))).Message);
        Assert.Equal(4, Assert.Throws<OptionsException>(() => NgramBaseline.Fit(Sms.Value.Train, null, new() { LongestNgram = 0, HashBits = 50, Strengths = [-1], MaxPasses = 0 })).Faults.Count);
    }

    [Theory]
    [InlineData("sms-spam/SMSSpamCollection", "sms-spam", 0.98)]
    [InlineData("rt-polarity", "rt-polarity", 0.74)]
    public void Ngrams_RealData_AreAStrongBaseline(string name, string preset, double accuracy)
    {
        var data = TextDataset.Load(TestFiles.SharedData(name), new() { Preset = preset });
        var split = SplitFile.Read(TestFiles.SharedData($"splits/{preset}.json")).Apply(data);

        ITextBaseline baseline = NgramBaseline.Fit(split.Train, null, new() { Strengths = [30] });

        Assert.InRange(baseline.Evaluate(split.Test).Accuracy, accuracy, 1);
    }
}

using System.Text.Json.Nodes;
using NlpTransfer.Experiments;
using NlpTransfer.Tests.Data;

namespace NlpTransfer.Tests.Experiments;

public sealed class RunComparisonTests : IDisposable
{
    private const int Count = 200;

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Of_RunsOfTwoConfigurations_GivesMeanDeviationAndSignificance()
    {
        var runs = RunRecord.FindIn([Run("cnn", 1, i => i % 10 == 0), Run("cnn", 2, i => i % 5 == 0), Run("mean", 1, i => i % 4 == 0), Run("mean", 2, i => i % 3 == 0)]);
        var comparison = RunComparison.Of(runs);

        Assert.Equal(["backbone=cnn", "backbone=mean"], comparison.Groups.Select(g => g.Name));
        var figure = comparison.Groups[0].Figures["accuracy"];
        Assert.Equal((0.9 + 0.8) / 2, figure.Mean, 12);
        Assert.Equal(0.1 / Math.Sqrt(2), figure.Deviation!.Value, 12);
        Assert.Null(comparison.Groups[0].Against);
        var against = comparison.Groups[1].Against!;
        Assert.Equal(comparison.Groups[1].Figures["accuracy"].Mean - figure.Mean, against.Difference, 12);
        Assert.Equal(2, against.Pairs);
        Assert.InRange(against.P, 1e-9, 0.01);
        Assert.True(against.Low < against.Difference && against.Difference < against.High && against.High < 0);
    }

    [Fact]
    public void Of_EqualPredictions_IsNoDifference()
    {
        var comparison = RunComparison.Of(RunRecord.FindIn([Run("cnn", 1, i => i % 7 == 0), Run("mean", 1, i => i % 7 == 0)]));
        Assert.Equal(new Significance(0, 0, 0, 1, 1), comparison.Groups[1].Against);
    }

    [Fact]
    public void Of_OtherTestExamples_SaysWhyThereIsNoSignificance()
    {
        var other = FakeRuns.Write(folder["mean"], Command("mean"), 1, FakeRuns.Probabilities(Count, i => i % 3 == 0), "others.csv");
        var group = RunComparison.Of(RunRecord.FindIn([Run("cnn", 1, i => i % 7 == 0), other])).Groups[1];
        Assert.Null(group.Against);
        Assert.Equal("no run of it has the same test examples as one of the first; give both the same --test and seeds", group.WithoutSignificance);
    }

    [Fact]
    public void Of_OneSeedTwice_IsTheSameToTheBit()
    {
        var runs = RunRecord.FindIn([Run("cnn", 1, i => i % 10 == 0), Run("mean", 1, i => i % 8 == 0)]);
        Assert.Equal(RunComparison.Of(runs).Groups[1].Against, RunComparison.Of(runs).Groups[1].Against);
        Assert.NotEqual(RunComparison.Of(runs).Groups[1].Against, RunComparison.Of(runs, new() { Seed = 2 }).Groups[1].Against);
    }

    [Theory]
    [InlineData("accuracy")]
    [InlineData("macro-f1")]
    [InlineData("mcc")]
    [InlineData("loss")]
    public void OfDraw_OfTheWhole_IsWhatWasMeasured(string metric)
    {
        var probabilities = FakeRuns.Probabilities(Count, i => i % 6 == 0);
        var run = RunRecord.Open(Run("cnn", 1, i => i % 6 == 0));
        var scored = new ScoredExamples(run.PredictionsOf("test")!, isMultiLabel: false);
        var found = ComparedMetric.Find(metric)!;
        Assert.Equal(found.Of(FakeRuns.Measure(probabilities)), found.OfDraw(scored, [.. Enumerable.Range(0, Count)]), 6);
    }

    // Where runs disagree on few examples the bootstrap's p of accuracy is about that of the sign test on them.
    [Fact]
    public void Compare_AFewDisagreements_IsAboutTheSignTest()
    {
        var first = Scored(i => i < 6);
        var other = Scored(i => i is >= 20 and < 36);
        var p = PairedBootstrap.Compare([(first, other)], ComparedMetric.Find("accuracy")!, 20_000, 3).P;
        double signTest = 2 * Enumerable.Range(16, 7).Sum(k => Binomial(22, k)) / Math.Pow(2, 22);
        Assert.InRange(p, signTest * 0.4, signTest * 1.6);
    }

    [Fact]
    public void Texts_OfAComparison_SayTheSame()
    {
        var comparison = RunComparison.Of(RunRecord.FindIn([Run("cnn", 1, i => i % 10 == 0), Run("a,\"b\"", 1, i => i % 5 == 0)]));
        string[] csv = ComparisonText.Csv(comparison).Split('\n');
        Assert.StartsWith("name,runs,accuracy,accuracy deviation,macro-f1", csv[0]);
        Assert.StartsWith("backbone=cnn,1,0.9,,", csv[1]);
        Assert.StartsWith("\"backbone=a,\"\"b\"\"\",1,0.8,,", csv[2]);
        string[] markdown = ComparisonText.Markdown(comparison).Split('\n');
        Assert.StartsWith("|  | runs | accuracy |", markdown[0]);
        Assert.StartsWith("| --- | ---: |", markdown[1]);
        Assert.StartsWith("| backbone=cnn | 1 | 0.9000 |", markdown[2]);
        Assert.Contains("| -0.1000 |", markdown[3]);
        JsonNode json = ComparisonText.Json(comparison)["groups"]![1]!;
        Assert.Equal(-0.1, (double)json["against_first"]!["difference"]!, 9);
        Assert.Equal(0.8, (double)json["figures"]!["accuracy"]!["mean"]!, 9);
    }

    [Fact]
    public void FindIn_AFolderWithoutRuns_SaysSo() =>
        Assert.Contains("has no finished run in it", Assert.Throws<InvalidDataException>(() => RunRecord.FindIn([folder.Root])).Message);

    private static double Binomial(int n, int k) => Enumerable.Range(1, k).Aggregate(1.0, (product, i) => product * (n - k + i) / i);

    private static Dictionary<string, string[]> Command(string backbone) => new() { ["--data"] = ["/mails.csv"], ["--backbone"] = [backbone], ["--seed"] = ["9"], ["--threads"] = ["1"], ["--set"] = ["dropout=0.1"] };

    private string Run(string backbone, long seed, Func<int, bool> wrong) =>
        FakeRuns.Write(folder[$"{backbone.Replace('"', '-')}-{seed}"], Command(backbone), seed, FakeRuns.Probabilities(Count, wrong));

    private ScoredExamples Scored(Func<int, bool> wrong) => new(RunRecord.Open(Run($"m{Guid.NewGuid():N}", 1, wrong)).PredictionsOf("test")!, isMultiLabel: false);
}

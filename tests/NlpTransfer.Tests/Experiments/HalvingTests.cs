using NlpTransfer.Experiments;
using NlpTransfer.Tests.Data;

namespace NlpTransfer.Tests.Experiments;

public sealed class HalvingTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1, 9, 3, new[] { 1, 3, 9 })]
    [InlineData(1, 10, 3, new[] { 1, 3, 9, 10 })]
    [InlineData(2, 2, 3, new[] { 2 })]
    [InlineData(1, 8, 2, new[] { 1, 2, 4, 8 })]
    public void Rounds_FromTheFirstToTheLast_GrowByTheFactor(int min, int max, int factor, int[] expected) =>
        Assert.Equal(expected, SuccessiveHalving.Rounds(new() { MinEpochs = min, MaxEpochs = max, Factor = factor }));

    [Fact]
    public async Task RunAsync_NineConfigurations_KeepsTheBestThirdOfEachRoundByTheMeanOfTheirSeeds()
    {
        // The larger the dropout the more is wrong; seed 2 is much worse than seed 1 and must not decide.
        var trials = TestKeys.Parse($"dropout: [{string.Join(", ", Enumerable.Range(1, 9).Select(i => $"0.{i}"))}]\nseed: [1, 2]").Trials;
        var rounds = new List<HalvingRound>();
        var last = await new SuccessiveHalving(new(), Runner(t => (int)(double.Parse(t["dropout"]!) * 10) + (t["seed"] == "2" ? 20 : 0))).RunAsync(trials, folder.Root, rounds.Add, TestContext.Current.CancellationToken);

        Assert.Equal([(1, 18, 3), (3, 6, 1), (9, 2, 0)], rounds.Select(r => (r.Epochs, r.Outcomes.Count, r.Kept)));
        Assert.Equal(["dropout=0.1", "dropout=0.2", "dropout=0.3"], rounds[0].Ranking.Take(3).Select(r => r.Configuration));
        Assert.All(last, o => Assert.Equal("9", o.Trial["epochs"]));
        Assert.Equal(Path.Combine(folder.Root, "epochs-9", "dropout=0.1,seed=1"), last[0].Folder);
    }

    [Fact]
    public async Task RunAsync_AConfigurationThatFails_DropsOut()
    {
        var trials = TestKeys.Parse("dropout: [0.1, 0.2, 0.3]").Trials;
        var rounds = new List<HalvingRound>();
        await new SuccessiveHalving(new() { MaxEpochs = 3 }, Runner(t => (int)(double.Parse(t["dropout"]!) * 10), failing: "dropout=0.1")).RunAsync(trials, folder.Root, rounds.Add, TestContext.Current.CancellationToken);
        Assert.Equal("dropout=0.2", rounds[^1].Ranking[0].Configuration);
        Assert.Null(rounds[0].Ranking[^1].Score);
    }

    private ExperimentRunner Runner(Func<Trial, int> wrong, string failing = "") => new()
    {
        Keys = TestKeys.Keys,
        Start = (words, _, _) =>
        {
            string path = words[^2];
            var trial = TestKeys.Parse(string.Join('\n', Path.GetFileName(path).Split(',').Select(p => p.Replace("=", ": ")))).Trials[0];
            if (Path.GetFileName(path) == failing) return Task.FromResult(1);
            FakeRuns.Write(path, [], 1, FakeRuns.Probabilities(100, i => i < wrong(trial)));
            return Task.FromResult(0);
        },
    };
}

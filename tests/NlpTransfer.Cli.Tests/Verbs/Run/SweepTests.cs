using System.Text.Json;

namespace NlpTransfer.Cli.Tests.Verbs.Run;

/// <summary>Experiments of many runs, from the file to the table.</summary>
[Collection(TorchGenerator.Name)]
public sealed class SweepTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_WithHalving_TrainsTheBestLongerAndComparesReportsAndGoesOn()
    {
        string file = _folder.Write("halving.yml", SmallExperiment.Text.Replace("epochs: 1\n", "", StringComparison.Ordinal) + "learning-rate: [0.01, 0.0000001]\nhalving: {factor: 2, min-epochs: 1, max-epochs: 2, by: accuracy}\n");
        string folder = _folder["halving"];

        var ran = await CommandLineRunner.RunAsync(["run", file, "--out", folder]);

        Assert.True(ran.ExitCode == 0, ran.Error);
        Assert.Contains("After 1 epoch, by accuracy:\n  * 0.", ran.Error);
        Assert.Equal(["learning-rate=0.0000001", "learning-rate=0.01"], Names(Path.Combine(folder, "epochs-1")));
        Assert.Equal(["learning-rate=0.01"], Names(Path.Combine(folder, "epochs-2")));
        var compared = await CommandLineRunner.RunAsync(["compare", Path.Combine(folder, "epochs-1"), "--format", "json"]);
        Assert.True(compared.ExitCode == 0, compared.Error);
        Assert.Contains("\"difference\"", compared.Output);
        var again = await CommandLineRunner.RunAsync(["run", file, "--out", folder]);
        Assert.Equal(3, again.Error.Split("was done already").Length - 1);
    }

    [Fact]
    public async Task LearningCurve_OfAFile_IsATableAndAPictureOfRunsThatAreWhole()
    {
        string file = _folder.Write("curve.yml", SmallExperiment.Text + "learning-curve: {examples: [30, 60], from-scratch: {epochs: 2}}\n");
        string folder = _folder["curve"];

        var ran = await CommandLineRunner.RunAsync(["learning-curve", file, "--out", folder, "--json"]);

        Assert.True(ran.ExitCode == 0, ran.Error);
        var points = JsonDocument.Parse(ran.Output).RootElement.GetProperty("points").EnumerateArray().ToList();
        Assert.Equal([30, 60], points.Select(p => p.GetProperty("examples").GetInt32()));
        Assert.Equal(new[] { 30, 60 }.Select(n => Accuracy(Path.Combine(folder, $"pretrained-{n}", "curve"))), points.Select(p => p.GetProperty("pretrained").GetProperty("mean").GetDouble()));
        Assert.Equal(new[] { 30, 60 }.Select(n => Accuracy(Path.Combine(folder, $"from-scratch-{n}", "curve"))), points.Select(p => p.GetProperty("from_scratch").GetProperty("mean").GetDouble()));
        Assert.Equal(["from-scratch-30", "from-scratch-60", "pretrained-30", "pretrained-60"], Names(folder));
        Assert.StartsWith("<svg", File.ReadAllText(Path.Combine(folder, "learning-curve.svg")).TrimStart());
        var table = await CommandLineRunner.RunAsync(["learning-curve", file, "--out", folder]);
        Assert.Contains("from scratch", table.Output);
        Assert.Contains("4/4", table.Error);
    }

    private static double Accuracy(string run) => NlpTransfer.Experiments.RunRecord.Open(run).Metrics["test"].Accuracy;

    private static IEnumerable<string?> Names(string folder) => Directory.GetDirectories(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}

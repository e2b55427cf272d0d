using System.Text.Json;
using System.Xml.Linq;

namespace NlpTransfer.Cli.Tests.Verbs.LrFind;

[Collection(TorchGenerator.Name)]
public sealed class LrFindVerbTests(TrainedModel trained) : IClassFixture<TrainedModel>
{
    private static readonly string[] Words = ["lr-find", "--corpus", "topic", "--vectors", "glove-100d-sample", "--backbone", "mean", "--offline"];

    [Fact]
    public async Task LrFind_AsText_DrawsTheCurveAndSuggestsARate()
    {
        using var folder = new TemporaryFolder();
        var result = await CommandLineRunner.RunAsync([.. Words, "--plot", folder["rates.svg"]]);

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("try --set learning-rate=", result.Output);
        Assert.Single(result.Output.Split('\n').Where(line => line.Contains('|')).SelectMany(line => line), letter => letter == 'o');
        Assert.All(result.Output.Split('\n'), line => Assert.True(line.Length <= 110, line));
        var svg = XDocument.Load(folder["rates.svg"]);
        Assert.Equal(100, svg.Descendants().Single(e => e.Name.LocalName == "polyline").Attribute("points")!.Value.Split(' ').Length);
    }

    [Fact]
    public async Task LrFind_OnASample_TriesItAlone()
    {
        string[] words = [.. Words, "--steps", "10", "--set", "batch-size=4", "--json"];
        var all = await CommandLineRunner.RunAsync(words);
        var sample = await CommandLineRunner.RunAsync([.. words, "--set", "training-examples=4"]);

        Assert.True(sample.ExitCode == 0, sample.Error);
        Assert.NotEqual(all.Output, sample.Output);
    }

    [Fact]
    public async Task LrFind_OverASavedModel_LeavesItsFilesAndPrintsJson()
    {
        byte[] before = File.ReadAllBytes(Path.Combine(trained.Model, "model.safetensors"));
        var result = await CommandLineRunner.RunAsync(["lr-find", "--corpus", "sms-spam", "--model", trained.Run, "--steps", "20", "--from", "1e-5", "--to", "0.1", "--json"]);

        Assert.True(result.ExitCode == 0, result.Error);
        using var document = JsonDocument.Parse(result.Output);
        Assert.InRange(document.RootElement.GetProperty("steepest").GetDouble(), 1e-5, 0.1);
        Assert.Equal(20, document.RootElement.GetProperty("points").GetArrayLength());
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(trained.Model, "model.safetensors")));
    }

    [Theory]
    [InlineData("--from", "fast", "--from must be a number such as 1e-5, was 'fast'.")]
    [InlineData("--to", "1e-7", "Highest must be above Lowest (1E-06), was 1E-07.")]
    [InlineData("--schedule", "auto", "is chosen by 'train'")]
    public async Task LrFind_WrongArguments_SayWhatWasMeant(string option, string value, string message)
    {
        var result = await CommandLineRunner.RunAsync([.. Words, option, value]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error);
    }

    [Fact]
    public void Train_KeepsPredictionsOfBothParts_ThatGiveItsAccuracyAgain()
    {
        using var document = JsonDocument.Parse(trained.Training.Output);
        foreach (string part in new[] { "validation", "test" })
        {
            var rows = File.ReadLines(Path.Combine(trained.Run, "predictions", $"{part}.jsonl")).Select(line => JsonDocument.Parse(line).RootElement).ToList();
            double accuracy = rows.Average(r => r.GetProperty("labels")[0].GetString() == r.GetProperty("predicted")[0].GetString() ? 1.0 : 0);
            Assert.Equal(document.RootElement.GetProperty(part).GetProperty("n").GetInt32(), rows.Count);
            Assert.Equal(document.RootElement.GetProperty(part).GetProperty("accuracy").GetDouble(), accuracy, 9);
        }
    }

    [Fact]
    public async Task Evaluate_WithPredictions_WritesALineAnExample()
    {
        using var folder = new TemporaryFolder();
        var result = await CommandLineRunner.RunAsync(["evaluate", "--model", trained.Run, "--corpus", "sms-spam", "--predictions", folder["all.jsonl"], "--json"]);

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(600, File.ReadLines(folder["all.jsonl"]).Count());
    }
}

using System.Text.Json;

namespace NlpTransfer.Cli.Tests.Verbs.Train;

[Collection(TorchGenerator.Name)]
public sealed class FewShotChoiceTests
{
    [Fact]
    public async Task Train_OfAHandfulOfTexts_TrainsByPairsAndPredicts()
    {
        using var folder = new TemporaryFolder();
        string few = folder.Write("few.csv", "text,label\n" + string.Concat(new[] { "the match ended in a draw", "a goal in the last minute", "the team won the cup" }.Select(t => $"{t},sports\n"))
            + string.Concat(new[] { "shares fell on the market", "the company sold its bank", "profits rose this quarter" }.Select(t => $"{t},business\n")));
        string test = folder.Write("test.csv", "text,label\nthe players lost the game,sports\nthe bank bought a company,business\n");
        string[] command = ["train", "--few-shot", "--backbone", "minilm", "--keep-layers", "2", "--epochs", "2", "--set", "head-strength=5", "--data", few, "--test", test, "--out", folder["run"], "--json"];

        var result = await CommandLineRunner.RunAsync(command);

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("6 to train on, 0 to validate, 2 to test", result.Error);
        using var record = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder["run"], "model", "training.json")));
        Assert.Equal(5, record.RootElement.GetProperty("options").GetProperty("contrastive").GetProperty("head_strength").GetDouble());
        var predicted = await CommandLineRunner.RunAsync(["predict", "--model", folder["run"], "--jsonl", "the team scored a goal", "the company and its shares"]);
        Assert.Equal(["sports", "business"], predicted.Output.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement.GetProperty("label").GetString()));
    }

    [Theory]
    [InlineData("--set head-strength needs --few-shot", "--backbone", "minilm", "--set", "head-strength=1")]
    [InlineData("--few-shot and --task exclude each other", "--few-shot", "--task", "spam")]
    [InlineData("--few-shot is for texts", "--few-shot", "--backbone", "resnet18")]
    public async Task Train_OfWrongUse_SaysWhatIsRight(string message, params string[] arguments)
    {
        var result = await CommandLineRunner.RunAsync(["train", "--corpus", "topic", .. arguments]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error);
    }
}

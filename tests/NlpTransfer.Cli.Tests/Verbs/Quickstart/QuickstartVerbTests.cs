using System.Text.Json;

namespace NlpTransfer.Cli.Tests.Verbs.Quickstart;

[Collection(TorchGenerator.Name)]
public sealed class QuickstartVerbTests
{
    [Fact]
    public async Task Quickstart_OfflineOnAnEmptyMachine_SaysSoInOneSentenceAndDoesTheWholeJob()
    {
        using var folder = new TemporaryFolder();
        using var process = CommandLineRunner.StartWith(
            new() { ["NLPTRANSFER_HOME"] = folder["empty"] }, "quickstart", "--offline", "--epochs", "2", "--out", folder["run"]);
        process.StandardInput.Close();
        var result = await CommandLineRunner.EndAsync(process);

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Single(result.Error.Split('\n'), line => line.Contains("offline", StringComparison.Ordinal));
        foreach (string part in new[] { "majority class", "n-grams + linear", "CNN over 7,718 word vectors", "minilm, head then upper layers", "AUROC", "precision", "is \\ labelled", "Five held-out texts" })
            Assert.Contains(part, result.Error);
        Assert.Equal(Path.Combine(folder["run"], "model") + "\n", result.Output);
        foreach (string saved in new[] { "model", "model-minilm" })
            Assert.True(File.Exists(Path.Combine(folder["run"], saved, "config.json")));
    }

    [Fact]
    public async Task Quickstart_WithTheSameSeedTwice_GivesTheSameFigures()
    {
        var first = await RunAsync();
        var second = await RunAsync();

        Assert.Equal(first.GetProperty("honest").GetRawText(), second.GetProperty("honest").GetRawText());
        Assert.Equal(first.GetProperty("samples").GetRawText(), second.GetProperty("samples").GetRawText());
        Assert.Equal(5, first.GetProperty("samples").GetArrayLength());
    }

    [Theory]
    [InlineData("spam")]
    [InlineData("topic")]
    public async Task Quickstart_UnknownTask_IsSuggested(string meant)
    {
        var result = await CommandLineRunner.RunAsync(["quickstart", "--task", meant + "s"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"Did you mean '{meant}'?", result.Error);
    }

    private static async Task<JsonElement> RunAsync()
    {
        using var folder = new TemporaryFolder();
        // A process of its own: torch's generator belongs to the process, and other tests draw from it.
        var result = await CommandLineRunner.RunProcessAsync("quickstart", "--task", "topic", "--offline", "--epochs", "2", "--seed", "3", "--json", "--out", folder["run"]);
        Assert.True(result.ExitCode == 0, result.Error);
        return JsonElement.Parse(result.Output);
    }
}

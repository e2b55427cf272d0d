using System.Text.Json;

namespace NlpTransfer.Cli.Tests.Verbs.Train;

[Collection(TorchGenerator.Name)]
public sealed class TapArgumentTests
{
    [Fact]
    public async Task Train_WithTaps_SavesThem()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("data.csv", "text,label\n" + string.Concat(Enumerable.Range(0, 24).Select(i => i % 2 == 0 ? $"win prize number {i},spam\n" : $"see you at {i},ham\n")));

        var result = await CommandLineRunner.RunAsync(
            ["train", "--data", data, "--backbone", "minilm", "--keep-layers", "2", "--taps", "layer.0,layer.1", "--schedule", "feature-extraction", "--epochs", "1", "--offline", "--out", folder["run"], "--json"]);

        Assert.True(result.ExitCode == 0, result.Error);
        using var config = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder["run"], "model", "config.json")));
        Assert.Equal(["layer.0", "layer.1"], config.RootElement.GetProperty("bert").GetProperty("taps").EnumerateArray().Select(t => t.GetString()));
    }

    [Theory]
    [InlineData("--taps is for encoders; the backbone is cnn", "--taps", "layer.0")]
    [InlineData("Taps must be groups of the encoder, 'layer.9' is none", "--backbone", "minilm", "--taps", "layer.9,layer.5")]
    public async Task Train_WithTapsThatCannotBe_SaysWhy(string message, params string[] arguments)
    {
        var result = await CommandLineRunner.RunAsync(["train", "--corpus", "topic", .. arguments]);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(message, result.Error);
    }
}

using System.Text.Json;

namespace NlpTransfer.Cli.Tests.Verbs.Train;

[Collection(TorchGenerator.Name)]
public sealed class TransferArgumentsTests(TrainedModel trained) : IClassFixture<TrainedModel>
{
    [Fact]
    public async Task Train_OnAClassifierOfOtherLabels_StartsFromItsWeightsAndKeepsWhatIsFrozen()
    {
        using var folder = new TemporaryFolder();
        var result = await CommandLineRunner.RunAsync(
            ["train", "--corpus", "topic", "--backbone", $"classifier:{trained.Run}", "--freeze", "embeddings.*", "--head-layers", "16,8", "--epochs", "2", "--set", "learning-rate=0.01", "--out", folder["run"], "--json"]);

        Assert.True(result.ExitCode == 0, result.Error);
        byte[] before = File.ReadAllBytes(Path.Combine(trained.Model, "vectors.safetensors"));
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(folder["run"], "model", "vectors.safetensors")));
        using var config = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder["run"], "model", "config.json")));
        Assert.Equal(4, config.RootElement.GetProperty("id2label").EnumerateObject().Count());
        Assert.Equal([16, 8], config.RootElement.GetProperty("head").GetProperty("hidden_sizes").EnumerateArray().Select(v => v.GetInt32()));
        using var record = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder["run"], "model", "training.json")));
        Assert.Equal("embeddings.*", record.RootElement.GetProperty("options").GetProperty("freeze_parameters")[0].GetString());
    }

    [Fact]
    public async Task Schedule_WithAPattern_DrawsWhatItLeaves()
    {
        var result = await CommandLineRunner.RunAsync(["schedule", "--backbone", "minilm", "--freeze", "layer.0.*", "--freeze", "layer.1.attention.*", "--json"]);

        Assert.True(result.ExitCode == 0, result.Error);
        using var document = JsonDocument.Parse(result.Output);
        var rates = document.RootElement.GetProperty("phases")[0].GetProperty("epochs")[0].GetProperty("rates");
        Assert.Equal(0, rates.GetProperty("layer.0").GetDouble());
        Assert.True(rates.GetProperty("layer.1").GetDouble() > 0);
        Assert.Equal(1_774_464 + (4 * ((384 * 384) + 384)) + (2 * 384), document.RootElement.GetProperty("phases")[0].GetProperty("frozen_parameters").GetInt64());
    }

    [Theory]
    [InlineData("--freeze", "layer.0.atention.*", "Did you mean 'layer.0.attention.*'?")]
    [InlineData("--head-layers", "64,x", "--head-layers must be whole numbers of at least 1 with commas between them, was 'x'.")]
    [InlineData("--backbone", "classifier:nowhere", "there is no file or folder 'nowhere'")]
    public async Task Schedule_WrongArguments_SayWhatWasMeant(string option, string value, string message)
    {
        string[] backbone = option == "--backbone" ? [] : ["--backbone", "minilm"];
        var result = await CommandLineRunner.RunAsync(["schedule", .. backbone, option, value]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error);
    }
}

using System.Text.Json;

namespace NlpTransfer.Cli.Tests.Verbs.Train;

public sealed class TaskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Train_WithTheSpamTask_StartsFromItsSettings()
    {
        var result = await TrainAsync("--corpus", "sms-spam", "--task", "spam", "--overwrite", "--json");

        Assert.True(result.ExitCode == 0, result.Error);
        var decision = JsonDocument.Parse(result.Output).RootElement.GetProperty("decision");
        Assert.Equal("f1", decision.GetProperty("thresholds")[0].GetProperty("goal").GetString());
        Assert.Equal(JsonValueKind.Object, decision.GetProperty("temperature").ValueKind);
        Assert.Equal(400, Config().GetProperty("max_tokens").GetInt32());
        Assert.Equal("cnn", Config().GetProperty("backbone").GetProperty("type").GetString());
    }

    [Fact]
    public async Task Train_WithATaskAndOptions_LetsTheOptionsWin()
    {
        var result = await TrainAsync("--corpus", "sms-spam", "--task", "spam", "--json", "--backbone", "mean", "--set", "max-tokens=50", "--calibrate", "off", "--optimise", "none",
            "--schedule", "feature-extraction", "--set", "class-weighting=balanced");

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(JsonValueKind.Null, JsonDocument.Parse(result.Output).RootElement.GetProperty("decision").ValueKind);
        Assert.Equal(50, Config().GetProperty("max_tokens").GetInt32());
        Assert.Equal("pooling", Config().GetProperty("backbone").GetProperty("type").GetString());
        using var training = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder["run"], "model", "training.json")));
        Assert.Equal("feature-extraction", training.RootElement.GetProperty("schedule").GetProperty("name").GetString());
        Assert.Equal("balanced", training.RootElement.GetProperty("options").GetProperty("class_weighting").GetString());
    }

    [Fact]
    public async Task Train_WithTheSpamTaskOnFourLabels_GoesWithoutAThresholdAndSaysSo()
    {
        var result = await TrainAsync("--corpus", "topic", "--task", "spam", "--backbone", "mean", "--json");

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("--task spam: there are 4 labels, so there is no threshold", result.Error);
        Assert.Equal(0, JsonDocument.Parse(result.Output).RootElement.GetProperty("decision").GetProperty("thresholds").GetArrayLength());
    }

    [Fact]
    public async Task Train_WithATaskAndNoValidationPart_DecidesNothingAndSaysSo()
    {
        var result = await TrainAsync("--corpus", "topic", "--task", "topic", "--backbone", "mean", "--set", "validation-share=0", "--json");

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("--task topic: there is no validation part", result.Error);
    }

    [Fact]
    public async Task Train_WithAnUnknownTask_SuggestsOne()
    {
        var result = await CommandLineRunner.RunAsync(["train", "--corpus", "topic", "--task", "sentimet"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--task must be one of sentiment, spam, topic; was 'sentimet'. Did you mean 'sentiment'?", result.Error);
    }

    private JsonElement Config() => JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder["run"], "model", "config.json"))).RootElement.GetProperty("word_vectors");

    private Task<CliResult> TrainAsync(params string[] options) => CommandLineRunner.RunAsync(
        ["train", "--vectors", "glove-100d-sample", "--epochs", "1", "--set", "further-words=0", "--out", _folder["run"], "--offline", .. options]);
}

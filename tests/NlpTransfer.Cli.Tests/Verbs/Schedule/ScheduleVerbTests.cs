using System.Text.Json;

namespace NlpTransfer.Cli.Tests.Verbs.Schedule;

public sealed class ScheduleVerbTests
{
    [Fact]
    public async Task Schedule_OverTheBuiltInEncoder_DrawsEveryGroupInEveryPhase()
    {
        var result = await CommandLineRunner.RunAsync(["schedule", "--backbone", "minilm", "--schedule", "freeze-then-unfreeze", "--set", "learning-rates=constant", "--set", "pooling=mean"]);

        Assert.True(result.ExitCode == 0, result.Error);
        string[] lines = result.Output.Split('\n');
        Assert.Equal(["head", "layer.5", "layer.4", "layer.3", "layer.2", "layer.1", "layer.0", "embeddings"], lines.SkipWhile(l => !l.StartsWith("head", StringComparison.Ordinal)).Take(8).Select(l => l.Split(' ')[0]));
        Assert.Equal(["head", "1e-4", "1e-4", "1e-4", "5e-5", "5e-5", "5e-5", "5e-5"], Words(lines, "head"));
        Assert.Equal(["layer.0", "·", "·", "·", "5e-5", "5e-5", "5e-5", "5e-5"], Words(lines, "layer.0"));
        Assert.Contains("phase 1, frozen: 3 epochs, constant; 770 parameters train, 22,565,376 are frozen", result.Output);
    }

    [Fact]
    public async Task Schedule_AsJson_HasGroupsPhasesAndRates()
    {
        var result = await CommandLineRunner.RunAsync(["schedule", "--backbone", "cnn", "--schedule", "gradual-unfreezing", "--epochs", "1", "--json"]);

        Assert.True(result.ExitCode == 0, result.Error);
        using var document = JsonDocument.Parse(result.Output);
        var phases = document.RootElement.GetProperty("phases").EnumerateArray().ToArray();
        Assert.Equal(["unfreezing 1/2", "unfreezing 2/2", "all"], phases.Select(p => p.GetProperty("name").GetString()));
        Assert.Equal(0, phases[0].GetProperty("epochs")[0].GetProperty("rates").GetProperty("embeddings").GetDouble());
        Assert.True(phases[1].GetProperty("epochs")[0].GetProperty("rates").GetProperty("embeddings").GetDouble() > 0);
    }

    [Fact]
    public async Task Schedule_OneFileOverTextAndPictures_SelectsTheSameFromTheTop()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("mine.yaml", "phases:\n- groups: [{last: 2, rate: 0.5}, head]\n  epochs: 1\n  learning-rates: constant\n");
        foreach (string backbone in new[] { "resnet20-cifar", "minilm", "bilstm" })
        {
            var result = await CommandLineRunner.RunAsync(["schedule", "--backbone", backbone, "--schedule", file, "--set", "learning-rate=1", "--json"]);
            Assert.True(result.ExitCode == 0, result.Error);
            using var document = JsonDocument.Parse(result.Output);
            var rates = document.RootElement.GetProperty("phases")[0].GetProperty("epochs")[0].GetProperty("rates").EnumerateObject().Select(r => r.Value.GetDouble()).ToArray();
            Assert.Equal([0.5, 1], rates[^2..]);
            Assert.All(rates[..^2], rate => Assert.Equal(0, rate));
        }
    }

    [Fact]
    public async Task Schedule_WrittenAndGivenBack_DrawsTheSame()
    {
        using var folder = new TemporaryFolder();
        string file = folder["mine.yaml"];
        var preset = await CommandLineRunner.RunAsync(["schedule", "--backbone", "minilm", "--schedule", "gradual-unfreezing", "--write", file]);
        var own = await CommandLineRunner.RunAsync(["schedule", "--backbone", "minilm", "--schedule", file]);

        Assert.True(own.ExitCode == 0, own.Error);
        Assert.Equal(preset.Output, own.Output);
        Assert.All(own.Output.Split('\n'), line => Assert.True(line.Length <= 130, line));
    }

    [Fact]
    public async Task Schedule_FileWithFaults_IsWrongUseWithTheirLines()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("mine.yaml", "phases:\n- groups: [hed]\n  epoch: 3\n");
        var result = await CommandLineRunner.RunAsync(["train", "--corpus", "topic", "--schedule", file]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"{file}, line 3: a phase has no key 'epoch'. Did you mean 'epochs'?", result.Error);
    }

    [Fact]
    public async Task Schedule_GroupTheModelLacks_NamesItsGroups()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("mine.yaml", "phases:\n- groups: [{from: layer.9}]\n");
        var result = await CommandLineRunner.RunAsync(["schedule", "--backbone", "minilm", "--schedule", file]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("no layer group 'layer.9'. Did you mean 'layer.0'?", result.Error);
    }

    [Theory]
    [InlineData("recommend", "a linear model on the backbone's features is right in", "training examples (small: below 1,000), similarity")]
    [InlineData("auto", "3 tried,", "chosen")]
    public async Task Train_WithAScheduleThatTheDataChooses_SaysWhatItWasChosenBy(string schedule, string measured, string decision)
    {
        using var folder = new TemporaryFolder();
        var result = await CommandLineRunner.RunAsync(
            ["train", "--corpus", "topic", "--vectors", "glove-100d-sample", "--backbone", "mean", "--schedule", schedule, "--epochs", "1", "--set", "learning-rate=0.05", "--out", folder["run"], "--offline", "--json"]);

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains(measured, result.Error);
        Assert.Contains(decision, result.Error);
        using var document = JsonDocument.Parse(result.Output);
        Assert.True(document.RootElement.GetProperty("test").GetProperty("accuracy").GetDouble() > 0.4, result.Error);
        var drawn = await CommandLineRunner.RunAsync(["schedule", "--schedule", schedule]);
        Assert.Equal(2, drawn.ExitCode);
        Assert.Contains("needs data to choose by", drawn.Error);
    }

    private static string[] Words(string[] lines, string first) => lines.First(l => l.StartsWith(first, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

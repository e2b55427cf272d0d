using System.Text.Json;
using NlpTransfer.Classifiers;

namespace NlpTransfer.Cli.Tests.Verbs.Embed;

public sealed class EmbedVerbTests
{
    [Fact]
    public async Task Embed_OfStandardInput_GivesALineEachOfLengthOne()
    {
        var result = await CommandLineRunner.RunAsync(["embed"], "Lunch at noon?\nSee you at twelve\n");

        Assert.True(result.ExitCode == 0, result.Error);
        var rows = result.Output.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(["Lunch at noon?", "See you at twelve"], rows.Select(row => row.GetProperty("text").GetString()));
        Assert.All(rows, row => Assert.Equal(1, row.GetProperty("embedding").EnumerateArray().Sum(value => value.GetDouble() * value.GetDouble()), 5));
    }

    [Fact]
    public async Task Embed_ToAFile_WritesNumPysFormat()
    {
        using var folder = new TemporaryFolder();

        var result = await CommandLineRunner.RunAsync(["embed", "one", "two", "three", "--out", folder["x.npy"], "--pooling", "cls", "--normalize", "off", "--json"]);

        Assert.True(result.ExitCode == 0, result.Error);
        using var document = JsonDocument.Parse(result.Output);
        Assert.Equal(3, document.RootElement.GetProperty("texts").GetInt32());
        Assert.False(document.RootElement.GetProperty("normalizes").GetBoolean());
        Assert.Equal(128 + (3 * 384 * 4), new FileInfo(folder["x.npy"]).Length);
    }

    [Fact]
    public async Task Embed_OfPictures_GivesWhatANetworksStageSees()
    {
        using var folder = new TemporaryFolder();
        SmallPictures.Write(folder, "dark.bmp", grey: 20);
        SmallPictures.Write(folder, "light.bmp", grey: 180);
        using (var classifier = ImageClassifier.Create("resnet20-cifar", ["dark", "light"]))
            classifier.Save(folder["model"]);

        var whole = await CommandLineRunner.RunAsync(["embed", "--model", folder["model"], folder["dark.bmp"], folder["light.bmp"]]);
        var lower = await CommandLineRunner.RunAsync(["embed", "--model", $"resnet20-cifar:{folder["model/model.safetensors"]}", "--truncate-at", "layer1", "--out", folder["x.npy"], folder["light.bmp"], "--json"]);

        Assert.True(whole.ExitCode == 0, whole.Error);
        var rows = whole.Output.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal([folder["dark.bmp"], folder["light.bmp"]], rows.Select(row => row.GetProperty("path").GetString()));
        Assert.All(rows, row => Assert.Equal(64, row.GetProperty("embedding").GetArrayLength()));
        Assert.True(lower.ExitCode == 0, lower.Error);
        using var document = JsonDocument.Parse(lower.Output);
        Assert.Equal((1, 16), (document.RootElement.GetProperty("paths").GetInt32(), document.RootElement.GetProperty("dimension").GetInt32()));
        Assert.Equal(128 + (16 * 4), new FileInfo(folder["x.npy"]).Length);
    }

    [Theory]
    [InlineData(2, "--pooling is for encoders of texts", "embed", "a.png", "--model", "resnet18:run.sh", "--pooling", "cls")]
    [InlineData(2, "--truncate-at is for image networks", "embed", "a", "--truncate-at", "layer1")]
    [InlineData(2, "no-such-file", "embed", "a.png", "--model", "resnet18:no-such-file")]
    [InlineData(2, "--out must be a .npy file", "embed", "a", "--out", "x.csv")]
    [InlineData(2, "--pooling must be one of own, cls, mean, max, last", "embed", "a", "--pooling", "men")]
    [InlineData(1, "Built in: minilm", "embed", "a", "--model", "minlm")]
    public async Task Embed_OfWrongUse_SaysWhatIsRight(int code, string message, params string[] arguments)
    {
        var result = await CommandLineRunner.RunAsync(arguments);

        Assert.Equal(code, result.ExitCode);
        Assert.Contains(message, result.Error);
    }
}

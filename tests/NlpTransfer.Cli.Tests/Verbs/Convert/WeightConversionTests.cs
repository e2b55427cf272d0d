using System.Text.Json;

namespace NlpTransfer.Cli.Tests.Verbs.Convert;

public sealed class WeightConversionTests
{
    [Theory]
    [InlineData("bert/bert-tiny-random/pytorch_model.bin", "PyTorch archive")]
    [InlineData("bert/bert-tiny-random/legacy.bin", "PyTorch file from before 1.6")]
    [InlineData("encoders/bert-sharded-bf16/model.safetensors.index.json", "weights in shards")]
    public async Task Convert_OfWeights_WritesTheTensorsThatInspectShows(string name, string format)
    {
        using var folder = new TemporaryFolder();
        string input = Fixture(name);

        var converted = await CommandLineRunner.RunAsync(["convert", input, folder["out.safetensors"], "--json"]);
        var before = await CommandLineRunner.RunAsync(["inspect", input, "--json"]);
        var after = await CommandLineRunner.RunAsync(["inspect", folder["out.safetensors"], "--json"]);

        Assert.True(converted.ExitCode == 0, converted.Error);
        using var theirs = JsonDocument.Parse(before.Output);
        using var ours = JsonDocument.Parse(after.Output);
        Assert.Equal(format, theirs.RootElement.GetProperty("kind").GetString());
        Assert.Equal("safetensors", ours.RootElement.GetProperty("kind").GetString());
        Assert.Equal(Tensors(theirs), Tensors(ours));
    }

    [Fact]
    public async Task Convert_OfWeightsToAnotherName_SaysHowToCallIt()
    {
        var result = await CommandLineRunner.RunAsync(["convert", Fixture("bert/bert-tiny-random/legacy.bin"), "out.bin"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("*.safetensors", result.Error);
    }

    [Fact]
    public async Task Inspect_OfAHostileFile_RefusesItByName()
    {
        var result = await CommandLineRunner.RunAsync(["inspect", Fixture("invalid/torch/runs-a-command.bin")]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("'posix.system'", result.Error);
    }

    private static string[] Tensors(JsonDocument document) =>
        [.. document.RootElement.GetProperty("tensors").EnumerateArray().Select(tensor => tensor.GetRawText()).Order(StringComparer.Ordinal)];

    private static string Fixture(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "NlpTransfer.sln")))
                return Path.Combine(folder.FullName, "tests", "fixtures", name);
        throw new DirectoryNotFoundException("No NlpTransfer.sln above the tests.");
    }
}

using System.Text.Json.Nodes;
using NlpTransfer.Cli.Verbs.Train;

namespace NlpTransfer.Cli.Tests.Verbs.Train;

[Collection(TorchGenerator.Name)]
public sealed class CacheOptionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string[] Files => Directory.Exists(_folder["cache"]) ? Directory.GetFiles(_folder["cache"]) : [];

    [Fact]
    public async Task Train_WithoutMemoryForFeatures_LeavesFilesThatTheNextRunReads()
    {
        var first = await CommandLineRunner.RunAsync(Command("first"));
        Assert.True(first.ExitCode == 0, first.Error);
        Assert.Contains("training: features of 420 examples built in", first.Error);
        Assert.Equal(3, Files.Length); // training, validation and test part

        var second = await CommandLineRunner.RunAsync(Command("second"));
        Assert.Contains("training: features of 420 examples read from an earlier run's file", second.Error);
        Assert.Equal(Outcome("first"), Outcome("second"));
        var features = JsonNode.Parse(File.ReadAllText(Path.Combine(_folder["second"], "model", "training.json")))!["result"]!["features"]![0]!;
        Assert.Equal(("earlier_file", 420 * 3), ((string?)features["storage"], (int)features["hits"]!));
    }

    [Fact]
    public async Task Resume_AfterAKillWhileFeaturesWereBuilt_EndsWithTheSameBits()
    {
        var undisturbed = await CommandLineRunner.RunAsync(Command("undisturbed"));
        Assert.True(undisturbed.ExitCode == 0, undisturbed.Error);
        foreach (string file in Files) File.Delete(file);
        using (var process = CommandLineRunner.StartWith(new() { ["NLPTRANSFER_FAULT_POINT"] = "features:7" }, Command("killed")))
            Assert.Equal(137, (await CommandLineRunner.EndAsync(process)).ExitCode);
        Assert.EndsWith(".tmp", Assert.Single(Files)); // half written, under a name that nobody reads

        var resumed = await CommandLineRunner.RunAsync(["resume", _folder["killed"]]);
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Contains("training: features of 420 examples built in", resumed.Error);
        Assert.Equal(Outcome("undisturbed"), Outcome("killed"));
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1000", 1000)]
    [InlineData("500M", 500L << 20)]
    [InlineData("1.5g", 3L << 29)]
    [InlineData("2GB", 2L << 30)]
    public void Size_WithAndWithoutALetter_IsInBytes(string text, long bytes) => Assert.Equal(bytes, CacheChoice.Size("--cache-memory", text));

    [Theory]
    [InlineData("-1")]
    [InlineData("much")]
    [InlineData("1e9T")]
    public async Task Train_WithASizeThatIsNone_SaysWhatItMustBe(string text)
    {
        var result = await CommandLineRunner.RunAsync(["train", "--corpus", "sms-spam", $"--cache-memory={text}"]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"--cache-memory must be a size such as 500M or 2G, was '{text}'.", result.Error);
    }

    // Pooled vectors under a head: what one phase of feature extraction keeps.
    private string[] Command(string name) =>
    [
        "train", "--corpus", "sms-spam", "--vectors", "glove-100d-sample", "--backbone", "mean", "--schedule", "feature-extraction", "--epochs", "3", "--threads", "1", "--offline",
        "--out", _folder[name], "--cache-memory", "0", "--set", $"cache-folder={_folder["cache"]}", "--set", "further-words=500",
    ];

    private string Outcome(string name) =>
        System.Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Path.Combine(_folder[name], "model", "model.safetensors"))));
}

using System.Text.Json;

namespace NlpTransfer.Cli.Tests.Verbs.Adapt;

public sealed class AdaptVerbTests : IDisposable
{
    private const int Killed = 128 + 9;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Adapt_KilledAndResumed_EndsAsUndisturbedAndGivesABackbone()
    {
        var undisturbed = await CommandLineRunner.RunProcessAsync(Command("whole"));
        Assert.True(undisturbed.ExitCode == 0, undisturbed.Error);
        Assert.Contains("no head that guesses hidden tokens", undisturbed.Error);
        using var report = JsonDocument.Parse(undisturbed.Output);
        Assert.True(report.RootElement.GetProperty("head_is_new").GetBoolean());
        Assert.True(report.RootElement.GetProperty("perplexity_after").GetDouble() < report.RootElement.GetProperty("perplexity_before").GetDouble());

        using var process = CommandLineRunner.StartWith(new() { ["NLPTRANSFER_FAULT_POINT"] = "step:9" }, Command("killed"));
        Assert.Equal(Killed, (await CommandLineRunner.EndAsync(process)).ExitCode);
        var resumed = await CommandLineRunner.RunProcessAsync(["resume", _folder["killed"]]);
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Equal(File.ReadAllBytes(Path.Combine(_folder["whole"], "model", "model.safetensors")), File.ReadAllBytes(Path.Combine(_folder["killed"], "model", "model.safetensors")));

        string data = _folder.Write("data.csv", "text,label\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"w{20 + i} w30,{(i % 2 == 0 ? "a" : "b")}\n")));
        var trained = await CommandLineRunner.RunProcessAsync(["train", "--backbone", $"bert:{_folder["whole"]}", "--data", data, "--epochs", "1", "--set", "max-tokens=32", "--out", _folder["classifier"]]);
        Assert.True(trained.ExitCode == 0, trained.Error);
    }

    [Theory]
    [InlineData("adapt needs one of --text, --data and --corpus; none was given")]
    [InlineData("adapt needs one of --text, --data and --corpus; several were given", "--text", "a", "--corpus", "topic")]
    [InlineData("--schedule auto asks labelled data", "--corpus", "topic", "--schedule", "auto")]
    [InlineData("takes what concerns training", "--corpus", "topic", "--set", "dropout=0.3")]
    [InlineData("--backbone must be a built-in encoder (minilm) or bert:FOLDER, was 'cnn'", "--corpus", "topic", "--backbone", "cnn")]
    public async Task Adapt_OfWrongUse_SaysWhatIsRight(string message, params string[] arguments)
    {
        var result = await CommandLineRunner.RunAsync(["adapt", .. arguments]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error);
    }

    private string[] Command(string run) =>
    [
        "adapt", "--backbone", $"bert:{Encoder()}", "--text", Lines(), "--epochs", "2", "--threads", "1", "--out", _folder[run], "--json",
        "--set", "learning-rate=0.002", "--set", "batch-size=8", "--set", "checkpoint-steps=2", "--set", "honest-split=false",
    ];

    // Each word is followed by its neighbour: there is something to guess from.
    private string Lines() => _folder.Write("lines.txt", string.Concat(Enumerable.Range(0, 60).Select(i => string.Join(' ', Enumerable.Range(20 + (i % 11), 10).Select(w => $"w{w}")) + "\n")));

    private string Encoder()
    {
        string fixture = Path.Combine(SourceTree.Find()!, "tests", "fixtures", "bert", "bert-tiny-random");
        Directory.CreateDirectory(_folder["encoder"]);
        foreach (string file in new[] { "config.json", "model.safetensors" })
            File.Copy(Path.Combine(fixture, file), Path.Combine(_folder["encoder"], file), true);
        File.WriteAllLines(Path.Combine(_folder["encoder"], "vocab.txt"), new[] { "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]" }.Concat(Enumerable.Range(5, 206).Select(i => $"w{i}")));
        return _folder["encoder"];
    }
}

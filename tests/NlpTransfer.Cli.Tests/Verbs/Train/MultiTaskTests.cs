using System.Text.Json;

namespace NlpTransfer.Cli.Tests.Verbs.Train;

[Collection(TorchGenerator.Name)]
public sealed class MultiTaskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _encoder, _first, _second;

    public MultiTaskTests()
    {
        _encoder = SmallEncoder.Write(_folder);
        _first = SmallEncoder.WriteTexts(_folder, "first.csv", 60);
        _second = _folder.Write("second.csv", "text,label\n" + string.Concat(Enumerable.Range(0, 45).Select(i => $"w{100 + (i % 3)} w{130 + i},{"abc"[i % 3]}\n")));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Train_OfTwoTasks_SavesAClassifierOfEachThatPredictsAndEvaluates()
    {
        var trained = await CommandLineRunner.RunAsync(Command("run"));
        Assert.True(trained.ExitCode == 0, trained.Error);
        using var document = JsonDocument.Parse(trained.Output);
        foreach (var (task, data) in new[] { ("parity", _first), ("letter", _second) })
        {
            Assert.True(document.RootElement.GetProperty("test").GetProperty(task).GetProperty("accuracy").GetDouble() > 0.9, trained.Output);
            string model = document.RootElement.GetProperty("models").GetProperty(task).GetString()!;
            var evaluated = await CommandLineRunner.RunAsync(["evaluate", "--model", model, "--data", data, "--json"]);
            Assert.True(evaluated.ExitCode == 0, evaluated.Error);
            Assert.True(JsonDocument.Parse(evaluated.Output).RootElement.GetProperty("accuracy").GetDouble() > 0.9, evaluated.Output);
        }
        Assert.Contains("(parity ", trained.Error);
    }

    [Fact]
    public async Task Train_KilledAndResumed_EndsWithTheSameBits()
    {
        Assert.Equal(0, (await CommandLineRunner.RunProcessAsync(Command("undisturbed"))).ExitCode);
        using var process = CommandLineRunner.StartWith(new() { ["NLPTRANSFER_FAULT_POINT"] = "step:11" }, Command("killed"));
        Assert.Equal(128 + 9, (await CommandLineRunner.EndAsync(process)).ExitCode);
        var resumed = await CommandLineRunner.RunProcessAsync("resume", _folder["killed"]);
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        foreach (string file in new[] { "model/parity/model.safetensors", "model/letter/model.safetensors", "metrics.jsonl" })
            Assert.Equal(File.ReadAllBytes(Path.Combine(_folder["undisturbed"], file)), File.ReadAllBytes(Path.Combine(_folder["killed"], file)));
    }

    [Fact]
    public async Task Train_OnASample_TakesSoManyExamplesOfEachTask()
    {
        var trained = await CommandLineRunner.RunAsync([.. Command("sample"), "--set", "training-examples=12"]);
        Assert.True(trained.ExitCode == 0, trained.Error);
        Assert.Contains("parity: 12 to train on; letter: 12 to train on", trained.Error);
    }

    [Theory]
    [InlineData("--task-data is for several tasks; with one, use --data.", "--task-data", "a={first}")]
    [InlineData("--task-data must be a name and a path with = between them, was 'x'.", "--task-data", "x", "--task-data", "a={first}")]
    [InlineData("--task-data: 'a' is there twice.", "--task-data", "a={first}", "--task-data", "a={first}")]
    [InlineData("--task-data and --data exclude each other", "--task-data", "a={first}", "--task-data", "b={first}", "--data", "{first}")]
    [InlineData("--task-temperature must be a number above 0, was '0'.", "--task-data", "a={first}", "--task-data", "b={first}", "--task-temperature", "0")]
    [InlineData("--task-temperature is about several tasks; give --task-data NAME=PATH for each too.", "--data", "{first}", "--task-temperature", "2")]
    [InlineData("--task-data: there is no file or folder 'none.csv'", "--task-data", "a={first}", "--task-data", "b=none.csv")]
    public async Task Train_WithWrongArguments_SaysWhatWasMeant(string message, params string[] arguments)
    {
        var result = await CommandLineRunner.RunAsync(["train", "--backbone", "minilm", .. arguments.Select(a => a.Replace("{first}", _first, StringComparison.Ordinal)), "--out", _folder["none"]]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error);
        Assert.False(Directory.Exists(_folder["none"]));
    }

    [Fact]
    public async Task Train_OverWordVectors_SaysThatTasksShareAnEncoder()
    {
        var result = await CommandLineRunner.RunAsync(["train", "--task-data", $"a={_first}", "--task-data", $"b={_second}", "--out", _folder["none"]]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--task-data needs an encoder that the tasks share, such as --backbone minilm; the backbone is cnn.", result.Error);
    }

    private string[] Command(string run) =>
    [
        "train", "--task-data", $"parity={_first}", "--task-data", $"letter={_second}", "--backbone", $"bert:{_encoder}", "--epochs", "8", "--set", "learning-rate=0.003", "--set", "batch-size=8",
        "--set", "max-tokens=32", "--set", "honest-split=false", "--threads", "1", "--out", _folder[run], "--json",
    ];
}

using System.Text.Json;

namespace NlpTransfer.Cli.Tests.Verbs.Train;

[Collection(TorchGenerator.Name)]
public sealed class LoraTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _encoder, _data;

    public LoraTests() => (_encoder, _data) = (SmallEncoder.Write(_folder), SmallEncoder.WriteTexts(_folder, "texts.csv"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Train_WithLora_SavesAnAdapterThatPredictsAndBecomesAWholeClassifier()
    {
        var trained = await Train("run");
        Assert.True(trained.ExitCode == 0, trained.Error);
        string model = Path.Combine(_folder["run"], "model");
        Assert.True(File.Exists(Path.Combine(model, "adapter_model.safetensors")));
        Assert.False(File.Exists(Path.Combine(model, "model.safetensors")));
        using var document = JsonDocument.Parse(trained.Output);
        double accuracy = document.RootElement.GetProperty("test").GetProperty("accuracy").GetDouble();
        Assert.True(accuracy > 0.9, trained.Output);

        var converted = await CommandLineRunner.RunAsync(["convert", _folder["run"], _folder["whole"], "--merge"]);
        Assert.True(converted.ExitCode == 0, converted.Error);
        Directory.Move(_encoder, _encoder + "-moved");
        double[] whole = await Probabilities("--model", _folder["whole"]);
        var lost = await CommandLineRunner.RunAsync(["predict", "--model", _folder["run"], "w7"]);
        Assert.Equal(1, lost.ExitCode);
        Assert.Contains("neither a folder nor a built-in encoder", lost.Error);

        var named = await CommandLineRunner.RunAsync(["convert", _folder["run"], _folder["named"], "--merge", "--encoder", _encoder + "-moved"]);
        Assert.True(named.ExitCode == 0, named.Error);
        Assert.Equal(File.ReadAllBytes(Path.Combine(_folder["whole"], "model.safetensors")), File.ReadAllBytes(Path.Combine(_folder["named"], "model.safetensors")));
        Directory.Move(_encoder + "-moved", _encoder);
        double[] adapter = await Probabilities("--model", _folder["run"]);
        Assert.All(adapter.Zip(whole), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public async Task Train_WithMerge_SavesItWhole()
    {
        var trained = await Train("run", "--merge");
        Assert.True(trained.ExitCode == 0, trained.Error);
        Assert.True(File.Exists(Path.Combine(_folder["run"], "model", "model.safetensors")));
        Assert.False(File.Exists(Path.Combine(_folder["run"], "model", "adapter_model.safetensors")));
        Directory.Delete(_encoder, true);
        await Probabilities("--model", _folder["run"]);
    }

    [Fact]
    public async Task Train_WithLora_KilledAndResumed_EndsWithTheSameBits()
    {
        Assert.Equal(0, (await CommandLineRunner.RunProcessAsync(Command("undisturbed"))).ExitCode);
        using var process = CommandLineRunner.StartWith(new() { ["NLPTRANSFER_FAULT_POINT"] = "step:9" }, Command("killed"));
        Assert.Equal(128 + 9, (await CommandLineRunner.EndAsync(process)).ExitCode);
        var resumed = await CommandLineRunner.RunProcessAsync("resume", _folder["killed"]);
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        foreach (string file in new[] { "model/adapter_model.safetensors", "metrics.jsonl" })
            Assert.Equal(File.ReadAllBytes(Path.Combine(_folder["undisturbed"], file)), File.ReadAllBytes(Path.Combine(_folder["killed"], file)));
    }

    [Fact]
    public async Task Schedule_WithLora_DrawsThatTheEmbeddingsStayFrozenAndCountsTheAdapters()
    {
        var result = await CommandLineRunner.RunAsync(["schedule", "--backbone", $"bert:{_encoder}", "--lora", "4", "--set", "max-tokens=32", "--json"]);
        Assert.True(result.ExitCode == 0, result.Error);
        using var document = JsonDocument.Parse(result.Output);
        var phase = document.RootElement.GetProperty("phases")[0];
        Assert.Equal(0, phase.GetProperty("epochs")[0].GetProperty("rates").GetProperty("embeddings").GetDouble());
        Assert.Equal((3 * 2 * 2 * 4 * 48) + (48 * 2) + 2, phase.GetProperty("trainable_parameters").GetInt64());
    }

    [Theory]
    [InlineData("--lora is for encoders; the backbone is cnn.", "--lora", "8")]
    [InlineData("--lora-alpha is about adapters; give --lora RANK too.", "--backbone", "minilm", "--lora-alpha", "8")]
    [InlineData("--merge is about adapters; give --lora RANK too.", "--backbone", "minilm", "--merge")]
    [InlineData("--lora must be a whole number of at least 1, was '0'.", "--backbone", "minilm", "--lora", "0")]
    [InlineData("--lora-dropout must be a number, was 'x'.", "--backbone", "minilm", "--lora", "2", "--lora-dropout", "x")]
    [InlineData("Dropout must be from 0 to below 1, was 1.", "--backbone", "minilm", "--lora", "2", "--lora-dropout", "1")]
    public async Task Train_WithWrongArguments_SaysWhatWasMeant(string message, params string[] arguments)
    {
        var result = await CommandLineRunner.RunAsync(["train", "--data", _data, .. arguments, "--out", _folder["none"]]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error);
        Assert.False(Directory.Exists(_folder["none"]));
    }

    [Fact]
    public async Task Convert_OfAFolderWithoutAnAdapter_SaysSo()
    {
        var result = await CommandLineRunner.RunAsync(["convert", _encoder, _folder["out"], "--merge"]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("is a whole classifier; there is no adapter to merge", result.Error);
    }

    private string[] Command(string run, params string[] more) =>
    [
        "train", "--data", _data, "--backbone", $"bert:{_encoder}", "--lora", "4", "--lora-dropout", "0.1", "--epochs", "4", "--set", "learning-rate=0.02", "--set", "batch-size=8",
        "--set", "max-tokens=32", "--set", "honest-split=false", "--threads", "1", "--out", _folder[run], "--json", .. more,
    ];

    private Task<CliResult> Train(string run, params string[] more) => CommandLineRunner.RunAsync(Command(run, more));

    private static async Task<double[]> Probabilities(params string[] model)
    {
        var result = await CommandLineRunner.RunAsync(["predict", .. model, "--jsonl", "w7 w8", "w31 w30 w100", "w7 w30"]);
        Assert.True(result.ExitCode == 0, result.Error);
        return [.. result.Output.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement.GetProperty("probabilities").GetProperty("even").GetDouble())];
    }
}

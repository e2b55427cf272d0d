using System.Text.Json;

namespace NlpTransfer.Cli.Tests.Verbs.Train;

/// <summary>Texts with several labels in one column, from training to predictions.</summary>
public sealed class SeveralLabelsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Train_WithALabelSeparator_LearnsEvaluatesAndPredictsSeveral()
    {
        string data = _folder.Write("places.csv", Places(160));
        var train = await CommandLineRunner.RunAsync(["train", "--data", data, "--label-separator", ";", "--vectors", "none", "--backbone", "mean",
            "--schedule", "full-fine-tuning", "--epochs", "40", "--set", "learning-rate=0.05", "--set", "honest-split=false", "--out", _folder["run"], "--json"]);
        Assert.True(train.ExitCode == 0, train.Error);
        var trained = JsonDocument.Parse(train.Output).RootElement;
        Assert.Equal(["cheap", "clean", "near"], trained.GetProperty("decision").GetProperty("thresholds").EnumerateArray().Select(t => t.GetProperty("label").GetString()));
        Assert.Contains("without a label", train.Error); // counted, and taken as "none applies"

        var evaluate = await CommandLineRunner.RunAsync(["evaluate", "--model", _folder["run"], "--data", data, "--label-separator", ";", "--json"]);
        Assert.True(evaluate.ExitCode == 0, evaluate.Error);
        var metrics = JsonDocument.Parse(evaluate.Output).RootElement;
        Assert.True(metrics.GetProperty("micro_f1").GetDouble() > 0.95, evaluate.Output);
        Assert.InRange(metrics.GetProperty("per_class").GetProperty("clean").GetProperty("threshold").GetDouble(), 0, 1);
        Assert.True(metrics.GetProperty("per_class").GetProperty("clean").GetProperty("average_precision").GetDouble() > 0.95);

        var predict = await CommandLineRunner.RunAsync(["predict", "--model", _folder["run"], "--jsonl", "so spotless , so close", "it was there"]);
        string[] lines = predict.Output.TrimEnd('\n').Split('\n');
        Assert.Equal(["clean", "near"], JsonDocument.Parse(lines[0]).RootElement.GetProperty("labels").EnumerateArray().Select(l => l.GetString()));
        Assert.Equal(0, JsonDocument.Parse(lines[1]).RootElement.GetProperty("labels").GetArrayLength());

        var csv = await CommandLineRunner.RunAsync(["predict", "--model", _folder["run"], "--csv", "so spotless , so close", "it was there"]);
        Assert.Contains("\"so spotless , so close\",clean;near,", csv.Output);
        Assert.Contains("\nit was there,,", csv.Output);

        var table = await CommandLineRunner.RunAsync(["predict", "--model", _folder["run"], "so spotless , so close", "it was there"]);
        Assert.Contains("clean, near  ", table.Output);
        Assert.Contains("\n-  ", table.Output);
    }

    [Fact]
    public async Task Train_WithoutTheSeparator_TakesWhatStandsThereAsOneLabel()
    {
        string data = _folder.Write("places.csv", "text,label\na,x;y\nb,x\nc,x;y\nd,x\n");

        var result = await CommandLineRunner.RunAsync(["train", "--data", data, "--vectors", "none", "--backbone", "mean", "--epochs", "1",
            "--set", "validation-share=0", "--set", "test-share=0", "--out", _folder["run"], "--json"]);

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("\"x;y\"", File.ReadAllText(Path.Combine(_folder["run"], "model", "config.json")));
    }

    [Fact]
    public async Task Train_WithAGoalOtherThanF1_IsRefusedForSeveralLabels()
    {
        string data = _folder.Write("places.csv", Places(40));

        var result = await CommandLineRunner.RunAsync(["train", "--data", data, "--label-separator", ";", "--vectors", "none", "--optimise", "recall@precision=0.9", "--out", _folder["run"]]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--optimise must be f1 for multi-label data, was recall@precision=0.9.", result.Error);
    }

    private static string Places(int count)
    {
        (string Label, string Word)[] words = [("cheap", "bargain"), ("clean", "spotless"), ("near", "close")];
        var rows = Enumerable.Range(0, count).Select(i =>
        {
            var chosen = words.Where((_, bit) => ((i >> bit) & 1) == 1).ToArray();
            return $"\"it was there , {string.Join(" and ", chosen.Select(c => $"so {c.Word}"))}\",{string.Join(" ; ", chosen.Select(c => c.Label))}";
        });
        return $"text,label\n{string.Join('\n', rows)}\n";
    }
}

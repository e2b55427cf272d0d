using System.Text.Json;

namespace NlpTransfer.Cli.Tests.Verbs.Predict;

[Collection(TorchGenerator.Name)]
public sealed class ExplainTests(TrainedModel trained) : IClassFixture<TrainedModel>
{
    private const string Spam = "You have won a free prize, call now", Ham = "Lunch at noon?";

    [Fact]
    public async Task Predict_WithExplain_ShowsTheWordsBelowEachText()
    {
        var result = await CommandLineRunner.RunAsync(["predict", "--model", trained.Run, Spam, "--explain", Ham]);

        Assert.True(result.ExitCode == 0, result.Error);
        string[] lines = result.Output.TrimEnd('\n').Split('\n');
        Assert.Equal(7, lines.Length);
        Assert.Contains(Spam, lines[1]);
        Assert.Matches(@"^    \w+: .*(won|free|prize) \+\d", lines[2]);
        Assert.Contains("rank correlation with leaving words out", lines[3]);
        Assert.Contains(Ham, lines[4]); // the text behind the switch keeps its place
    }

    [Fact]
    public async Task Predict_WithExplainAsJson_GivesEveryWord()
    {
        var result = await CommandLineRunner.RunAsync(["predict", "--model", trained.Run, "--explain", "--jsonl", Spam]);

        Assert.True(result.ExitCode == 0, result.Error);
        using var document = JsonDocument.Parse(result.Output);
        var why = document.RootElement.GetProperty("explanation");
        Assert.Equal(document.RootElement.GetProperty("label").GetString(), why.GetProperty("label").GetString());
        Assert.Equal(Spam.Split(' '), why.GetProperty("words").EnumerateArray().Select(w => w.GetProperty("word").GetString()));
        double sum = why.GetProperty("words").EnumerateArray().Sum(w => w.GetProperty("attribution").GetDouble());
        Assert.Equal(why.GetProperty("log_odds").GetDouble() - why.GetProperty("baseline_log_odds").GetDouble(), sum, 2);
        Assert.All(why.GetProperty("words").EnumerateArray(), w => Assert.Equal(JsonValueKind.Number, w.GetProperty("leave_one_out").ValueKind));
    }

    [Theory]
    [InlineData("--csv", "--explain has no place in --csv")]
    [InlineData("--long=mean", "leave out --long")]
    public async Task Predict_WithExplainWhereItCannotBe_SaysSo(string option, string message)
    {
        var result = await CommandLineRunner.RunAsync(["predict", "--model", trained.Run, "--explain", option, "--", Ham]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error);
    }

    [Fact]
    public async Task Train_WithAbstain_LeavesUnsureTextsWithoutALabel()
    {
        using var folder = new TemporaryFolder();
        var train = await CommandLineRunner.RunAsync(["train", "--corpus", "sms-spam", "--vectors", "glove-100d-sample", "--backbone", "mean", "--epochs", "3", "--abstain", "coverage=0.5", "--offline", "--out", folder["run"]]);
        Assert.True(train.ExitCode == 0, train.Error);
        Assert.Matches(@"Abstains below a probability of 0\.\d{4} \(coverage=0\.5\): of 60 validation examples 0\.5000 get a label", train.Error);

        var evaluate = await CommandLineRunner.RunAsync(["evaluate", "--model", folder["run"], "--corpus", "sms-spam", "--json"]);
        using var metrics = JsonDocument.Parse(evaluate.Output);
        Assert.InRange(metrics.RootElement.GetProperty("coverage").GetDouble(), 0.3, 0.7);
        Assert.True(metrics.RootElement.GetProperty("answered_accuracy").GetDouble() >= metrics.RootElement.GetProperty("accuracy").GetDouble());

        var predict = await CommandLineRunner.RunAsync(["predict", "--model", folder["run"], "--corpus", "sms-spam", "--jsonl"]);
        var rows = predict.Output.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.All(rows, row => Assert.Equal(row.GetProperty("abstained").GetBoolean(), row.GetProperty("label").ValueKind == JsonValueKind.Null));
        Assert.Equal(metrics.RootElement.GetProperty("coverage").GetDouble(), rows.Count(row => !row.GetProperty("abstained").GetBoolean()) / (double)rows.Length, 12);
    }

    [Theory]
    [InlineData("2", "--abstain: The goal of an abstention must be one of coverage=C, accuracy=A", "--abstain", "recall=0.5")]
    [InlineData("2", "--keep-head needs --backbone classifier:FOLDER", "--keep-head", "--offline")]
    public async Task Train_WithWrongChoices_SaysWhatThereIs(string code, string message, params string[] options)
    {
        var result = await CommandLineRunner.RunAsync(["train", "--corpus", "sms-spam", .. options]);

        Assert.Equal(code, $"{result.ExitCode}");
        Assert.Contains(message, result.Error);
    }

    [Fact]
    public async Task Train_WithKeepHead_GoesOnWithTheClassifiersLabels()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("more.csv", "text,label\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"free prize {i},{(i % 2 == 0 ? "spam" : "ham")}\n")));
        var result = await CommandLineRunner.RunAsync(["train", "--data", data, "--backbone", $"classifier:{trained.Run}", "--keep-head", "--epochs", "1", "--set", "learning-rate=1e-9", "--set", "honest-split=false", "--offline", "--out", folder["run"]]);
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(await ProbabilityAsync(trained.Run), await ProbabilityAsync(folder["run"]), 3); // a new head would say something else

        string other = folder.Write("other.csv", "text,label\na b,sports\nc d,world\ne f,sports\ng h,world\n");
        var refused = await CommandLineRunner.RunAsync(["train", "--data", other, "--backbone", $"classifier:{trained.Run}", "--keep-head", "--out", folder["refused"]]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("labels that the classifier does not have: sports, world", refused.Error);
    }

    private static async Task<double> ProbabilityAsync(string run)
    {
        var result = await CommandLineRunner.RunAsync(["predict", "--model", run, "--jsonl", Spam]);
        return JsonDocument.Parse(result.Output).RootElement.GetProperty("probabilities").GetProperty("spam").GetDouble();
    }
}

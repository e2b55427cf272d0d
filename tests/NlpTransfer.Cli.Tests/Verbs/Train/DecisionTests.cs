using System.Text.Json;

namespace NlpTransfer.Cli.Tests.Verbs.Train;

[Collection(TorchGenerator.Name)]
public sealed class DecisionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Train_WithAGoalAndCalibration_SavesThemAndEvaluateGoesByThem()
    {
        var train = await TrainAsync("--optimise", "recall@precision=0.9", "--calibrate", "on", "--json");

        Assert.True(train.ExitCode == 0, train.Error);
        var decision = JsonDocument.Parse(train.Output).RootElement.GetProperty("decision");
        var threshold = decision.GetProperty("thresholds")[0];
        Assert.Equal("spam", threshold.GetProperty("label").GetString());
        Assert.InRange(threshold.GetProperty("precision").GetDouble(), 0.9, 1);
        Assert.InRange(decision.GetProperty("temperature").GetProperty("ece_before").GetDouble(), 0, 1);
        Assert.True(decision.GetProperty("temperature").GetProperty("loss_after").GetDouble() <= decision.GetProperty("temperature").GetProperty("loss_before").GetDouble());
        using var config = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder["run"], "model", "config.json")));
        Assert.Equal(threshold.GetProperty("threshold").GetDouble(), config.RootElement.GetProperty("decision").GetProperty("thresholds").GetProperty("spam").GetDouble());

        var evaluate = await CommandLineRunner.RunAsync(["evaluate", "--model", _folder["run"], "--corpus", "sms-spam", "--json"]);
        Assert.Equal(threshold.GetProperty("threshold").GetDouble(), JsonDocument.Parse(evaluate.Output).RootElement.GetProperty("per_class").GetProperty("spam").GetProperty("threshold").GetDouble());
    }

    [Fact]
    public async Task Train_ForPeople_SaysWhatWasDecidedAndWhatItReaches()
    {
        var train = await TrainAsync("--optimise", "f1", "--positive-label", "ham", "--calibrate", "on");

        Assert.True(train.ExitCode == 0, train.Error);
        Assert.Matches("Calibrated on 60 validation examples: temperature .*; expected calibration error 0.* before, 0.* after|Not calibrated: the 60 validation examples", train.Error);
        Assert.Matches(@"ham: chosen from a probability of 0\.\d{4} on \(f1\); on the validation part precision [01]\.\d{4}, recall [01]\.\d{4}, F1 [01]\.\d{4} over 42 examples\.", train.Error);
    }

    [Fact]
    public async Task Train_WithAGoalThatIsOutOfReach_SaysTheBestPrecisionAndKeepsTheClassifier()
    {
        // Nothing can be learned: the same text under both labels.
        string data = _folder.Write("same.csv", "text,label\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"same words,{(i % 2 == 0 ? "yes" : "no")}\n")));
        var result = await CommandLineRunner.RunAsync(["train", "--data", data, "--vectors", "none", "--backbone", "mean", "--epochs", "1", "--set", "honest-split=false",
            "--optimise", "recall@precision=0.95", "--out", _folder["run"]]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("No threshold for 'yes' reaches recall@precision=0.95 on the validation data: the best precision there is 0.5000, at recall 1.0000.", result.Error);
        Assert.Contains("is trained and decides without a threshold", result.Error);
        Assert.True(File.Exists(Path.Combine(_folder["run"], "model", "config.json")));
    }

    [Theory]
    [InlineData("--optimise", "f2", "--optimise: The goal of a threshold must be one of f1, recall@precision=P, precision@recall=R")]
    [InlineData("--positive-label", "spum", "--positive-label must be one of ham, spam; was 'spum'. Did you mean 'spam'?")]
    [InlineData("--calibrate", "yes", "--calibrate must be one of on, off; was 'yes'.")]
    public async Task Train_WithADecisionThatCannotBe_SaysWhatThereIs(string option, string value, string message)
    {
        var result = await TrainAsync(option, value);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error);
    }

    [Fact]
    public async Task Train_WithAGoalForTopics_SaysThatThereMustBeTwoLabels()
    {
        var result = await CommandLineRunner.RunAsync(["train", "--corpus", "topic", "--vectors", "none", "--optimise", "f1", "--out", _folder["run"]]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--optimise must be left out unless there are two labels; there are 4", result.Error);
    }

    [Fact]
    public async Task Train_WithAGoalAndLabelsThatSayNothing_AsksWhichIsLookedFor()
    {
        string data = _folder.Write("ab.csv", "text,label\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"words {i},{(i % 2 == 0 ? "a" : "b")}\n")));

        var result = await CommandLineRunner.RunAsync(["train", "--data", data, "--vectors", "none", "--optimise", "f1", "--out", _folder["run"]]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--positive-label must be given with --optimise f1: which of 'a' and 'b' is looked for?", result.Error);
    }

    private Task<CliResult> TrainAsync(params string[] more) => CommandLineRunner.RunAsync(
        ["train", "--corpus", "sms-spam", "--vectors", "glove-100d-sample", "--backbone", "mean", "--epochs", "4", "--set", "learning-rate=0.05", "--out", _folder["run"], "--offline", .. more]);
}

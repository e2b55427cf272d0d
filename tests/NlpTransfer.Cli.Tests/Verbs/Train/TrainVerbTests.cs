using System.Text.Json;

namespace NlpTransfer.Cli.Tests.Verbs.Train;

[Collection(TorchGenerator.Name)]
public sealed class TrainVerbTests(TrainedModel trained) : IClassFixture<TrainedModel>
{
    [Fact]
    public void Train_WithJson_PrintsOneDocumentAndNothingElse()
    {
        Assert.True(trained.Training.ExitCode == 0, trained.Training.Error);
        using var document = JsonDocument.Parse(trained.Training.Output);

        var test = document.RootElement.GetProperty("test");
        Assert.Equal(120, test.GetProperty("n").GetInt32());
        Assert.True(test.GetProperty("accuracy").GetDouble() > 0.75, trained.Training.Output);
        Assert.Equal(trained.Model, document.RootElement.GetProperty("model").GetString());
    }

    [Fact]
    public void Train_ProgressAndStages_GoToStandardError()
    {
        Assert.Contains("phase frozen", trained.Training.Error);
        Assert.Contains("to train on", trained.Training.Error);
        Assert.DoesNotContain('\r', trained.Training.Error);
    }

    [Fact]
    public async Task Evaluate_WithTheWholeCorpus_HasTheShapeThatScriptsRead()
    {
        var result = await CommandLineRunner.RunAsync(["evaluate", "--model", trained.Run, "--corpus", "sms-spam", "--json"]);

        Assert.True(result.ExitCode == 0, result.Error);
        using var document = JsonDocument.Parse(result.Output);
        var root = document.RootElement;
        Assert.Equal(600, root.GetProperty("n").GetInt32());
        foreach (string name in new[] { "loss", "accuracy", "macro_f1", "mcc", "ece" })
            Assert.Equal(JsonValueKind.Number, root.GetProperty(name).ValueKind);
        Assert.Equal(600, root.GetProperty("confusion").EnumerateArray().Sum(row => row.EnumerateArray().Sum(cell => cell.GetInt32())));
        Assert.Equal(180, root.GetProperty("per_class").GetProperty("spam").GetProperty("support").GetInt32());
    }

    [Fact]
    public async Task Predict_SameTextsByArgumentsInputAndData_GivesTheSameProbabilities()
    {
        string[] texts = ["You have won a free prize, call now", "see you at lunch"];
        using var folder = new TemporaryFolder();
        string data = folder.Write("texts.csv", $"text\n\"{texts[0]}\"\n{texts[1]}\n");

        var arguments = await CommandLineRunner.RunAsync(["predict", "--model", trained.Model, "--jsonl", .. texts]);
        var input = await CommandLineRunner.RunAsync(["predict", "--model", trained.Model, "--jsonl"], string.Join('\n', texts) + "\n");
        var file = await CommandLineRunner.RunAsync(["predict", "--model", trained.Model, "--jsonl", "--data", data]);

        Assert.True(arguments.ExitCode == 0, arguments.Error);
        Assert.Equal(2, arguments.Output.TrimEnd('\n').Split('\n').Length);
        Assert.Equal(arguments.Output, input.Output);
        Assert.Equal(arguments.Output, file.Output);
    }

    [Fact]
    public async Task Predict_TextsThatBeginWithDashes_AreTextsAfterTwoDashes()
    {
        var wrong = await CommandLineRunner.RunAsync(["predict", "--model", trained.Model, "--win a prize"]);
        var right = await CommandLineRunner.RunAsync(["predict", "--model", trained.Model, "--csv", "--", "--win a prize"]);

        Assert.Equal(2, wrong.ExitCode);
        Assert.True(right.ExitCode == 0, right.Error);
        Assert.Contains("--win a prize,", right.Output);
    }

    [Fact]
    public async Task Inspect_OfTheRun_NamesLabelsAndTensors()
    {
        var text = await CommandLineRunner.RunAsync(["inspect", trained.Run]);
        var json = await CommandLineRunner.RunAsync(["inspect", trained.Run, "--json"]);

        Assert.True(text.ExitCode == 0, text.Error);
        Assert.Contains("ham, spam", text.Output);
        using var document = JsonDocument.Parse(json.Output);
        Assert.Equal("classifier", document.RootElement.GetProperty("kind").GetString());
        Assert.True(document.RootElement.GetProperty("weights").GetProperty("tensors").GetArrayLength() >= 2);
    }

    [Fact]
    public async Task Train_IntoAFolderWithAClassifier_RefusesBeforeAnyWork()
    {
        var result = await CommandLineRunner.RunAsync(["train", "--corpus", "sms-spam", "--out", trained.Run]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--overwrite", result.Error);
    }

    [Fact]
    public async Task Evaluate_LabelTheClassifierDoesNotKnow_NamesFileRowAndLabel()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("other.csv", "text,label\nhello,ham\nhello,eggs\n");

        var result = await CommandLineRunner.RunAsync(["evaluate", "--model", trained.Model, "--data", data]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("other.csv, row 2", result.Error);
        Assert.Contains("eggs", result.Error);
        Assert.DoesNotContain("   at ", result.Error);
    }
}

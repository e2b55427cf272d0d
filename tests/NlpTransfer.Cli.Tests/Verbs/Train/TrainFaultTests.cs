namespace NlpTransfer.Cli.Tests.Verbs.Train;

public sealed class TrainFaultTests
{
    [Fact]
    public async Task Train_WithoutData_SaysWhatToGive()
    {
        var result = await CommandLineRunner.RunAsync(["train"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("train needs --data PATH or --corpus NAME.", result.Error);
    }

    [Fact]
    public async Task Train_MissingFile_SuggestsItsNeighbour()
    {
        using var folder = new TemporaryFolder();
        folder.Write("mails.csv", "text,label\n");

        var result = await CommandLineRunner.RunAsync(["train", "--data", folder["mail.csv"], "--out", folder["run"]]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"Did you mean '{folder["mails.csv"]}'?", result.Error);
        Assert.False(Directory.Exists(folder["run"]), "a command that was wrong left a folder behind");
    }

    [Fact]
    public async Task Train_WrongColumn_NamesTheOneThatWasMeant()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("mails.csv", "body,class\nhello,ham\nbuy,spam\n");

        var result = await CommandLineRunner.RunAsync(["train", "--data", data, "--text-column", "boddy", "--label-column", "class", "--vectors", "none", "--out", folder["run"]]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Did you mean 'body'?", result.Error);
        Assert.Contains("--text-column", result.Error);
        Assert.DoesNotContain("hello", result.Error);
    }

    [Fact]
    public async Task Train_UnknownSettings_AreAllReportedBeforeAnythingIsRead()
    {
        var result = await CommandLineRunner.RunAsync(
            ["train", "--corpus", "topic", "--set", "lerning-rate=1", "--set", "batch-size=x", "--set", "filters=3", "--set", "learning-rates=cosin", "--backbone", "mean"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Did you mean 'learning-rate'?", result.Error);
        Assert.Contains("--set batch-size must be a whole number, was 'x'.", result.Error);
        Assert.Contains("Did you mean 'cosine'?", result.Error);
        Assert.Contains("--set filters needs --backbone cnn; the backbone is mean.", result.Error);
    }

    [Theory]
    [InlineData("bilstm", "word-dropout=0.1", "--set word-dropout needs --backbone dan or ngrams; the backbone is bilstm.")]
    [InlineData("dan", "pooling=max", "--set pooling needs --backbone bilstm or bigru, or an encoder; the backbone is dan.")]
    [InlineData("bigru", "pooling=cls", "--set pooling must be one of max, mean, attention; was 'cls'.")]
    [InlineData("cnn", "layer-dropout=0.1", "--set layer-dropout needs --backbone dan, bilstm or bigru; the backbone is cnn.")]
    [InlineData("minilm", "filters=3", "--set filters needs --backbone cnn; the backbone is minilm.")]
    [InlineData("bilstm", "hidden-size=0", "--set hidden-size must be at least 1, was 0.")]
    [InlineData("bigru", "layers=0", "--set layers must be at least 1, was 0.")]
    [InlineData("dan", "hidden-sizes=0", "--set hidden-sizes must be at least 1, was 0.")]
    public async Task Train_SettingThatDoesNotSuitTheBackbone_SaysSo(string backbone, string setting, string message)
    {
        var result = await CommandLineRunner.RunAsync(["train", "--corpus", "topic", "--backbone", backbone, "--set", setting]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error);
    }

    [Fact]
    public async Task Train_SettingsOutOfRange_AreAllReported()
    {
        var result = await CommandLineRunner.RunAsync(["train", "--corpus", "topic", "--set", "batch-size=0", "--set", "dropout=1", "--set", "test-share=2"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--set batch-size must be at least 1, was 0.", result.Error);
        Assert.Contains("--set dropout must be", result.Error);
        Assert.Contains("--set test-share must be", result.Error);
    }

    [Fact]
    public async Task Train_UnknownCorpusVectorsOrSchedule_IsSuggested()
    {
        var corpus = await CommandLineRunner.RunAsync(["train", "--corpus", "sentimet"]);
        var schedule = await CommandLineRunner.RunAsync(["train", "--corpus", "topic", "--schedule", "freeze-than-unfreeze"]);

        Assert.Contains("Did you mean 'sentiment'?", corpus.Error);
        var vectors = await CommandLineRunner.RunAsync(["train", "--corpus", "topic", "--vectors", "glove-100"]);
        Assert.Contains("Did you mean 'glove-100d'?", vectors.Error);
        Assert.Equal(2, vectors.ExitCode);
        var backbone = await CommandLineRunner.RunAsync(["train", "--corpus", "topic", "--backbone", "minlm"]);

        Assert.Contains("Did you mean 'freeze-then-unfreeze'?", schedule.Error);
        Assert.Contains("Did you mean 'minilm'?", backbone.Error);
        Assert.Equal((2, 2, 2), (corpus.ExitCode, schedule.ExitCode, backbone.ExitCode));
    }

    [Fact]
    public async Task Model_FolderWithoutClassifier_SaysWhatIsMissing()
    {
        using var folder = new TemporaryFolder();

        var result = await CommandLineRunner.RunAsync(["predict", "--model", folder.Root, "text"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("holds no classifier (no config.json", result.Error);
    }
}

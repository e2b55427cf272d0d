using System.Text.Json;

namespace NlpTransfer.Cli.Tests.Verbs.Train;

/// <summary>The verbs over pictures: a folder of bitmaps, a small network from random weights.</summary>
public sealed class ImageTrainTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string[] Train(params string[] more) =>
        ["train", "--backbone", "resnet20-cifar", "--data", Pictures(), "--out", _folder["run"], "--epochs", "4", "--set", "image-size=8", "--set", "learning-rate=0.005", "--json", .. more];

    [Fact]
    public async Task TrainEvaluatePredict_OnAFolderOfPictures_WorkLikeTexts()
    {
        var trained = await CommandLineRunner.RunAsync(Train());
        Assert.True(trained.ExitCode == 0, trained.Error);
        using var report = JsonDocument.Parse(trained.Output);
        Assert.Equal(16, report.RootElement.GetProperty("test").GetProperty("n").GetInt32());
        Assert.Contains("56 pictures to train on", trained.Error);

        var evaluated = await CommandLineRunner.RunAsync(["evaluate", "--model", _folder["run"], "--data", Pictures(), "--json"]);
        Assert.True(evaluated.ExitCode == 0, evaluated.Error);
        using var metrics = JsonDocument.Parse(evaluated.Output);
        Assert.Equal(80, metrics.RootElement.GetProperty("n").GetInt32());
        Assert.True(metrics.RootElement.GetProperty("accuracy").GetDouble() > 0.9, evaluated.Output);

        var none = await CommandLineRunner.RunAsync(["evaluate", "--model", _folder["run"], "--data", Swapped(), "--mistakes", _folder["sheet.png"]]);
        Assert.True(none.ExitCode == 0, none.Error);
        Assert.Contains("light/x.bmp: is light, labelled dark", none.Error);
        Assert.True(File.Exists(_folder["sheet.png"]));

        string[] files = [Path.Combine(Pictures(), "dark", "0.bmp"), Path.Combine(Pictures(), "light", "1.bmp")];
        var predicted = await CommandLineRunner.RunAsync(["predict", "--model", _folder["run"], "--jsonl", "--explain", _folder["why"], .. files]);
        Assert.True(predicted.ExitCode == 0, predicted.Error);
        var rows = predicted.Output.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(files, rows.Select(r => r.GetProperty("path").GetString()));
        Assert.Equal(["dark", "light"], rows.Select(r => r.GetProperty("label").GetString()));
        Assert.Equal(["0.png", "1.png"], Directory.EnumerateFiles(_folder["why"]).Select(Path.GetFileName).Order());

        var lines = await CommandLineRunner.RunAsync(["predict", "--model", _folder["run"], "--jsonl"], string.Join('\n', files) + "\n");
        Assert.Equal(predicted.Output, lines.Output);
    }

    [Fact]
    public async Task Run_OfAnExperimentOverPictures_LeavesPredictionsReportAndAFileThatGivesTheSameWeights()
    {
        string file = _folder.Write("pictures.yml", $"data: {Pictures()}\nbackbone: resnet20-cifar\nepochs: 1\nimage-size: 8\nthreads: 1\nflip: 0.5\n");
        var ran = await CommandLineRunner.RunAsync(["run", file, "--out", _folder["ran"]]);
        Assert.True(ran.ExitCode == 0, ran.Error);
        Assert.Equal(16, File.ReadLines(_folder["ran/predictions/test.jsonl"]).Count());
        Assert.Contains("Confusion on the test part", File.ReadAllText(_folder["ran/report.html"]));

        var again = await CommandLineRunner.RunAsync(["run", _folder["ran/experiment.yml"], "--out", _folder["again"]]);
        Assert.True(again.ExitCode == 0, again.Error);
        Assert.Equal(File.ReadAllBytes(_folder["ran/model/model.safetensors"]), File.ReadAllBytes(_folder["again/model/model.safetensors"]));
    }

    // Every third picture lies in the wrong folder, so that some are mistaken whatever is learned.
    [Fact]
    public async Task Report_OfARunOverPictures_HoldsTheWorstMistakesAsOnePicture()
    {
        for (var i = 0; i < 60; i++)
            Write($"mixed/{(i % 2 == 0 != (i % 3 == 0) ? "dark" : "light")}/{i}.bmp", (byte)(i % 2 == 0 ? 20 + i : 150 + i));
        var trained = await CommandLineRunner.RunAsync(["train", "--backbone", "resnet20-cifar", "--data", _folder["mixed"], "--out", _folder["run"], "--epochs", "2", "--set", "image-size=8"]);
        Assert.True(trained.ExitCode == 0, trained.Error);
        byte[] sheet = await File.ReadAllBytesAsync(_folder["run/predictions/test-mistakes.jpg"], TestContext.Current.CancellationToken);
        Assert.Contains($"src=\"data:image/jpeg;base64,{System.Convert.ToBase64String(sheet)}\"", File.ReadAllText(_folder["run/report.html"]));
        Assert.DoesNotContain("Texts are left out", File.ReadAllText(_folder["run/report.html"]));

        File.Delete(_folder["run/report.html"]);
        var again = await CommandLineRunner.RunAsync(["report", _folder["run"]]);
        Assert.True(again.ExitCode == 0, again.Error);
        Assert.Contains("<img class=\"sheet\"", File.ReadAllText(_folder["run/report.html"]));
    }

    [Fact]
    public async Task Inspect_AClassifierOfPictures_ShowsItsLabelsAndWeights()
    {
        await CommandLineRunner.RunAsync(Train());
        var result = await CommandLineRunner.RunAsync(["inspect", _folder["run"]]);
        Assert.Contains("classifier, image", result.Output);
        Assert.Contains("dark, light", result.Output);
        Assert.Contains("layer3.2.conv2.weight", result.Output);
    }

    [Fact]
    public async Task Train_OnASavedClassifierWithOtherLabels_SaysThatTheHeadIsReplaced()
    {
        await CommandLineRunner.RunAsync(Train());
        foreach (string name in new[] { "a", "b", "c" })
            for (var i = 0; i < 6; i++)
                Write($"other/{name}/{i}.bmp", (byte)(name[0] + (i * 3)));
        var result = await CommandLineRunner.RunAsync(["train", "--backbone", $"classifier:{_folder["run"]}", "--data", _folder["other"], "--out", _folder["second"], "--epochs", "1", "--set", "flip=0.5"]);
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("The head for 2 classes is replaced by a new one for 3.", result.Error);
    }

    [Theory]
    [InlineData("recommend", "a linear model on the backbone's features")]
    [InlineData("auto", "is best")]
    public async Task Train_WithAScheduleThatTheDataChooses_SaysByWhat(string schedule, string reason)
    {
        await CommandLineRunner.RunAsync(Train());
        var result = await CommandLineRunner.RunAsync(["train", "--backbone", $"classifier:{_folder["run"]}", "--data", Pictures(), "--out", _folder["second"], "--schedule", schedule, "--epochs", "1"]);
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains(reason, result.Error);
    }

    [Fact]
    public async Task LrFind_OverPictures_DrawsTheCurve()
    {
        string[] command = ["lr-find", "--data", Pictures(), "--steps", "10", "--json"];
        var made = await CommandLineRunner.RunAsync([.. command, "--backbone", "resnet20-cifar", "--set", "image-size=8"]);
        Assert.True(made.ExitCode == 0, made.Error);
        using var curve = JsonDocument.Parse(made.Output);
        Assert.InRange(curve.RootElement.GetProperty("points").GetArrayLength(), 1, 10);
        await CommandLineRunner.RunAsync(Train());
        string weights = Path.Combine(_folder["run"], "model", "model.safetensors");
        byte[] before = await File.ReadAllBytesAsync(weights, TestContext.Current.CancellationToken);
        var saved = await CommandLineRunner.RunAsync([.. command, "--model", _folder["run"]]);
        Assert.True(saved.ExitCode == 0, saved.Error);
        Assert.Equal(before, await File.ReadAllBytesAsync(weights, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Train_OnCachedViews_KeepsEachOfThem()
    {
        await CommandLineRunner.RunAsync(Train());
        var result = await CommandLineRunner.RunAsync(["train", "--backbone", $"classifier:{_folder["run"]}", "--data", Pictures(), "--out", _folder["second"], "--schedule", "feature-extraction", "--epochs", "6", "--set", "flip=0.5", "--cached-views", "2"]);
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("features of 56 examples in 2 views each built", result.Error);
    }

    [Fact]
    public async Task Train_WithADamagedPicture_NamesItAndGoesOnOnlyWhenTold()
    {
        string damaged = Path.Combine(Pictures(), "dark", "broken.jpg");
        await File.WriteAllTextAsync(damaged, "<html>", TestContext.Current.CancellationToken);
        var refused = await CommandLineRunner.RunAsync(Train());
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("broken.jpg", refused.Error);
        Assert.Contains("--on-corrupt drop", refused.Error);
        Assert.False(Directory.Exists(_folder["run"]));
        var done = await CommandLineRunner.RunAsync(Train("--on-corrupt", "drop"));
        Assert.True(done.ExitCode == 0, done.Error);
        Assert.Contains("broken.jpg", done.Error);
    }

    [Theory]
    [InlineData("resnt18", "Did you mean 'resnet18'?")]
    [InlineData("resnet18:nowhere.pth", "there is no file or folder 'nowhere.pth'")]
    public async Task Train_OnNoSuchNetwork_SaysSo(string backbone, string message)
    {
        var result = await CommandLineRunner.RunAsync(["train", "--backbone", backbone, "--data", Pictures(), "--out", _folder["run"]]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error);
    }

    [Fact]
    public async Task Train_OnAnotherProgramsWeights_SaysHowToConvertThem()
    {
        string weights = _folder.Write("weights.h5", "anything");
        var result = await CommandLineRunner.RunAsync(["train", "--backbone", $"resnet18:{weights}", "--data", Pictures(), "--out", _folder["run"]]);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("a Keras file", result.Error);
    }

    [Theory]
    [InlineData("--set", "image-size=8", "--set image-size is for image networks")]
    [InlineData("--set", "mixup=1", "--set mixup is for image networks")]
    public async Task Train_OnTextsWithAKeyForPictures_IsWrongUse(string option, string value, string message)
    {
        var result = await CommandLineRunner.RunAsync(["train", "--corpus", "sentiment", option, value, "--out", _folder["run"]]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error);
    }

    private string Swapped()
    {
        Write("swapped/dark/y.bmp", 30);
        Write("swapped/light/x.bmp", 30);
        return _folder["swapped"];
    }

    private string Pictures()
    {
        if (!Directory.Exists(_folder["pictures"]))
            SmallPictures.Write(_folder, "pictures", 40);
        return _folder["pictures"];
    }

    private void Write(string name, byte grey) => SmallPictures.Write(_folder, name, grey);
}
